package dev.sessionhub.core.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The time that the hub believes when it removes something for good. Neither a clock that is wrong when the hub starts nor
 * one that jumps ahead while it runs makes files go early: nothing is believed until the hub has run for a while, time
 * enough to set the clock right, and from then on the clock counts only as far as time was seen to pass. What the clock
 * jumped ahead is believed after the next start. A clock that is behind only makes files stay.
 */
final class RetentionClock {

    /** How long a hub runs before it believes the clock. */
    static final Duration SETTLING = Duration.ofHours(1);

    /** What a clock may gain between two looks, as when it is set right in small steps. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private final InstantSource wall;
    private final LongSupplier ticker;
    private final Duration settling;
    private final long startNanos;
    private Instant seen;
    private long seenNanos;
    private Duration jumped = Duration.ZERO;

    RetentionClock(InstantSource wall, LongSupplier ticker, Duration settling) {
        this.wall = wall;
        this.ticker = ticker;
        this.settling = settling;
        this.startNanos = ticker.getAsLong();
        this.seen = wall.instant();
        this.seenNanos = startNanos;
    }

    /** What time it certainly is, or later; empty as long as that cannot be told. To be asked often. */
    synchronized Optional<Instant> now() {
        Instant now = wall.instant();
        long nanos = ticker.getAsLong();
        Duration gained = Duration.between(seen, now).minusNanos(nanos - seenNanos);
        if (gained.compareTo(SLACK) > 0) {
            jumped = jumped.plus(gained);
        }
        seen = now;
        seenNanos = nanos;
        return nanos - startNanos < settling.toNanos() ? Optional.empty() : Optional.of(now.minus(jumped));
    }
}
