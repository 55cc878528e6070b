package dev.sessionhub.core.terminal;

import dev.sessionhub.core.concurrent.HubThreads;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs short tasks later, all on one thread; nothing that is shown waits for it. */
final class TerminalTimer implements AutoCloseable {

    private final ScheduledExecutorService executor = HubThreads.timer("terminal-timer");

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
