package dev.sessionhub.core.concurrent;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Makes and starts the hub's threads. */
public final class HubThreads {

    /** Readers and timers need few frames; with hundreds of sessions a small stack counts. */
    private static final long SMALL_STACK = 256 * 1024;

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
     * A virtual thread that inherits nothing of its maker but the context class loader.
     *
     * @param name what it does
     * @param task what to run
     * @return the started thread
     */
    public static Thread startDetached(String name, Runnable task) {
        return Thread.ofVirtual()
                .name(name)
                .inheritInheritableThreadLocals(false)
                .start(task);
    }

    /**
     * A platform thread, for long blocking native reads; it inherits nothing and does not keep the process alive.
     *
     * @param name what it does
     * @param task what to run
     * @return the started thread
     */
    public static Thread startPlatform(String name, Runnable task) {
        return platform(name).start(task);
    }

    /**
     * A task for when the process begins to end.
     *
     * @param name what it does
     * @param task what to run
     * @return calls it off; without effect once the process ends
     */
    public static Runnable atExit(String name, Runnable task) {
        Thread hook = platform(name).unstarted(task);
        Runtime.getRuntime().addShutdownHook(hook);
        return () -> {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException _) {
                // It runs already.
            }
        };
    }

    /**
     * An executor of one platform thread, for short tasks at their time; what is still waiting when it is shut down is
     * dropped.
     *
     * @param name what it does
     * @return the executor; to be shut down
     */
    public static ScheduledExecutorService timer(String name) {
        ScheduledThreadPoolExecutor timer =
                new ScheduledThreadPoolExecutor(1, task -> platform(name).unstarted(task));
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        timer.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        return timer;
    }

    private static Thread.Builder.OfPlatform platform(String name) {
        return Thread.ofPlatform().name(name).daemon().stackSize(SMALL_STACK).inheritInheritableThreadLocals(false);
    }
}
