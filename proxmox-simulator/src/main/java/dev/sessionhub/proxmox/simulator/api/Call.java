package dev.sessionhub.proxmox.simulator.api;

/** The code behind a call. */
@FunctionalInterface
interface Call {

    Result run(Ask ask) throws InterruptedException;
}
