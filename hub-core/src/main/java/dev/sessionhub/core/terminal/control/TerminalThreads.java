package dev.sessionhub.core.terminal.control;

import dev.sessionhub.core.concurrent.HubThreads;

/** Which kind of thread does what here. None inherits anything from the thread that happens to open a terminal. */
public final class TerminalThreads {

    private TerminalThreads() {}

    /** For reads from a pipe, which hold their carrier: a platform thread. */
    static Thread reader(String name, Runnable task) {
        return HubThreads.startPlatform(name, task);
    }

    /** For everything that waits on locks and sockets. */
    public static Thread virtual(String name, Runnable task) {
        return HubThreads.startDetached(name, task);
    }
}
