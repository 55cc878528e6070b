package dev.sessionhub.core.plugin;

import dev.sessionhub.core.plugin.guard.Deadlines;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Short deadlines for tests, and waiting for a condition for a bounded time. */
final class Patience {

    static final Duration SHORT = Duration.ofMillis(400);

    private Patience() {}

    static Tuning tuning(InstantSource clock) {
        Deadlines deadlines = new Deadlines(SHORT, SHORT, SHORT, SHORT, Duration.ofMillis(100));
        return new Tuning(
                Duration.ofSeconds(5),
                deadlines,
                4,
                Duration.ofMillis(50),
                Duration.ofMinutes(1),
                Duration.ofMinutes(10),
                clock);
    }

    static void until(String what, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > Duration.ofSeconds(30).toNanos()) {
                throw new AssertionError("waited in vain: " + what);
            }
            LockSupport.parkNanos(10_000_000);
        }
    }
}
