package dev.sessionhub.core.terminal;

/** Where the threads of this package are made. None inherits anything from the thread that happens to open a terminal. */
final class TerminalThreads {

    /** A reader needs few frames; with hundreds of sessions a small stack counts. */
    private static final long READER_STACK = 256 * 1024;

    private TerminalThreads() {}

    /** For reads from a pipe, which hold their carrier: a platform thread. */
    static Thread reader(String name, Runnable task) {
        return started(
                Thread.ofPlatform()
                        .daemon()
                        .stackSize(READER_STACK)
                        .inheritInheritableThreadLocals(false)
                        .name(name),
                task);
    }

    /** For everything that waits on locks and sockets. */
    static Thread virtual(String name, Runnable task) {
        return started(Thread.ofVirtual().inheritInheritableThreadLocals(false).name(name), task);
    }

    private static Thread started(Thread.Builder builder, Runnable task) {
        return builder.start(task);
    }
}
