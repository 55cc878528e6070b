package dev.sessionhub.proxmox.simulator.http;

/** Answers requests. */
@FunctionalInterface
public interface Handler {

    /**
     * Answers one request; blocks as long as it takes.
     *
     * @param request what is asked
     * @return the answer, or what goes on over the connection
     * @throws InterruptedException when the server closes
     */
    Reply answer(Request request) throws InterruptedException;
}
