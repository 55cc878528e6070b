package dev.sessionhub.core.terminal;

import dev.sessionhub.core.concurrent.HubThreads;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs short tasks later, all on one thread; nothing that is shown waits for it. One that fails is logged and ends nothing.
 */
final class TerminalTimer implements AutoCloseable {

    private static final Logger LOG = System.getLogger(TerminalTimer.class.getName());

    private final ScheduledExecutorService executor = HubThreads.timer("terminal-timer");

    void later(Duration delay, Runnable task) {
        try {
            var _ = executor.schedule(() -> attempt(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            // Nobody is left for whom it would matter.
        }
    }

    void every(Duration period, Runnable task) {
        var _ = executor.scheduleAtFixedRate(
                () -> attempt(task), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The executor would keep a failure to itself, and never run again what is to run now and then. */
    static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error failure) {
            LOG.log(Level.ERROR, "a task of the terminals failed", failure);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
