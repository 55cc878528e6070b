package dev.sessionhub.core.terminal;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs short tasks later, all on one thread; nothing that is shown waits for it. */
final class TerminalTimer implements AutoCloseable {

    private final ScheduledThreadPoolExecutor executor;

    TerminalTimer() {
        executor = new ScheduledThreadPoolExecutor(
                1,
                task -> Thread.ofPlatform()
                        .daemon()
                        .inheritInheritableThreadLocals(false)
                        .name("terminal-timer")
                        .unstarted(task));
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    }

    void later(Duration delay, Runnable task) {
        try {
            var _ = executor.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            // Nobody is left for whom it would matter.
        }
    }

    void every(Duration period, Runnable task) {
        var _ = executor.scheduleAtFixedRate(task, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
