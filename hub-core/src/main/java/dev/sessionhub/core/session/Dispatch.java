package dev.sessionhub.core.session;

import dev.sessionhub.core.concurrent.HubThreads;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Carries what terminals say to a thread that has the application's context, in order. The terminals' own threads have
 * none, so that transactions and observers would not work there as elsewhere.
 */
final class Dispatch implements Executor {

    private static final Logger LOG = System.getLogger(Dispatch.class.getName());

    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private volatile boolean begun;
    private volatile boolean closed;

    /** To be called once, by a thread with the context; before that tasks run where they come from. */
    void begin() {
        HubThreads.start("session dispatch", this::run);
        begun = true;
    }

    void close() {
        closed = true;
        tasks.add(() -> {});
    }

    @Override
    public void execute(Runnable task) {
        if (begun) {
            tasks.add(task);
        } else {
            task.run();
        }
    }

    private void run() {
        try {
            while (!closed) {
                run(tasks.take());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, "what a terminal said was lost", failure);
        }
    }
}
