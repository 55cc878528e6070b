package dev.sessionhub.core.plugin.health;

import dev.sessionhub.core.concurrent.HubThreads;
import java.time.Duration;
import java.util.List;

/** Checks every instance now and then, in the background: a request never waits for a check. */
public final class HealthWatch implements AutoCloseable {

    private final List<HealthCheck> checks;
    private final Duration pause;
    private final Thread thread;

    /**
     * Begins to check.
     *
     * @param checks one for each instance
     * @param pause between two rounds
     */
    public HealthWatch(List<HealthCheck> checks, Duration pause) {
        this.checks = List.copyOf(checks);
        this.pause = pause;
        this.thread = HubThreads.start("plug-in health", this::watch);
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                for (HealthCheck check : checks) {
                    HubThreads.start("plug-in health check", check::run);
                }
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
