package dev.sessionhub.core.plugin.health;

import dev.sessionhub.core.concurrent.HubThreads;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Checks every instance now and then, in the background: a request never waits for a check. */
public final class HealthWatch implements AutoCloseable {

    private static final Logger LOG = System.getLogger(HealthWatch.class.getName());

    /** So many times as often as others those are checked that may come back from quarantine. */
    private static final int HURRY = 3;

    private final Supplier<List<HealthCheck>> checks;
    private final Duration pause;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Begins to check.
     *
     * @param checks one for each instance that is there now
     * @param pause between two rounds
     */
    public HealthWatch(Supplier<List<HealthCheck>> checks, Duration pause) {
        this.checks = checks;
        this.pause = pause;
        HubThreads.start("plug-in health", this::watch);
    }

    /** Begins a check of everything; waits for none. */
    public void look() {
        look(_ -> true);
    }

    private void look(Predicate<HealthCheck> which) {
        checks.get().stream().filter(which).forEach(check -> HubThreads.start("plug-in health check", check::run));
    }

    private void watch() {
        try {
            int turn = 0;
            do {
                boolean all = turn % HURRY == 0;
                attempt(() -> look(check -> all || check.decides()));
                turn++;
            } while (!closed.await(pause.toNanos() / HURRY, TimeUnit.NANOSECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** A round that fails is the only one: without its thread no instance would be looked after any more. */
    private static void attempt(Runnable round) {
        try {
            round.run();
        } catch (RuntimeException | Error failure) {
            LOG.log(Level.ERROR, "the health of the plug-ins was not checked; the next round comes", failure);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
