package dev.sessionhub.core.plugin.health;

import dev.sessionhub.core.concurrent.HubThreads;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Checks every instance now and then, in the background: a request never waits for a check. */
public final class HealthWatch implements AutoCloseable {

    private final Supplier<List<HealthCheck>> checks;
    private final Duration pause;
    private final Thread thread;

    /**
     * Begins to check.
     *
     * @param checks one for each instance that is there now
     * @param pause between two rounds
     */
    public HealthWatch(Supplier<List<HealthCheck>> checks, Duration pause) {
        this.checks = checks;
        this.pause = pause;
        this.thread = HubThreads.start("plug-in health", this::watch);
    }

    /** Begins a check of everything; waits for none. */
    public void look() {
        checks.get().forEach(check -> HubThreads.start("plug-in health check", check::run));
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                look();
                Thread.sleep(pause);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
