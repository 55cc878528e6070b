package dev.sessionhub.proxmox.simulator.cluster;

/** Why a task ended; its message is the exit status. */
public final class TaskFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** With the exit status. */
    public TaskFailure(String message) {
        super(message);
    }
}
