package dev.sessionhub.core.concurrent;

/** Makes and starts the hub's threads. */
public final class HubThreads {

    private HubThreads() {}

    /**
     * A virtual thread that sees what its maker sees: context class loader, transaction and security context of the
     * server.
     *
     * @param name what it does
     * @param task what to run
     * @return the started thread
     */
    public static Thread start(String name, Runnable task) {
        return Thread.ofVirtual().name(name).start(task);
    }

    /**
     * A virtual thread that inherits nothing of its maker: for code that is not the hub's own.
     *
     * @param name what it does
     * @param contextLoader the context class loader of the thread
     * @param task what to run
     * @return the started thread
     */
    public static Thread startDetached(String name, ClassLoader contextLoader, Runnable task) {
        Thread thread = Thread.ofVirtual()
                .name(name)
                .inheritInheritableThreadLocals(false)
                .unstarted(task);
        thread.setContextClassLoader(contextLoader);
        thread.start();
        return thread;
    }

    /**
     * A platform thread, for long blocking native reads; it does not keep the process alive.
     *
     * @param name what it does
     * @param task what to run
     * @return the started thread
     */
    public static Thread startPlatform(String name, Runnable task) {
        return Thread.ofPlatform().name(name).daemon(true).start(task);
    }
}
