package dev.sessionhub.core.session;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** When to try again what failed for a reason that may pass: soon at first, then more and more seldom. */
final class Retries {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Map<UUID, Pause> pauses = new ConcurrentHashMap<>();

    private record Pause(long untilNanos, Duration length) {

        static Pause of(Duration length) {
            return new Pause(System.nanoTime() + length.toNanos(), length);
        }

        Pause longer() {
            Duration twice = length.multipliedBy(2);
            return of(twice.compareTo(LONGEST) > 0 ? LONGEST : twice);
        }
    }

    boolean isDue(UUID session) {
        Pause pause = pauses.get(session);
        return pause == null || System.nanoTime() - pause.untilNanos() >= 0;
    }

    void failed(UUID session) {
        pauses.compute(session, (_, before) -> before == null ? Pause.of(FIRST) : before.longer());
    }

    void forget(UUID session) {
        pauses.remove(session);
    }

    /** What failed may be over: everything is due. */
    void hurry() {
        pauses.clear();
    }
}
