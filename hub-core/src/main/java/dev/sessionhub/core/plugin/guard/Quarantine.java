package dev.sessionhub.core.plugin.guard;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves an instance alone after three failures of its own in a row.
 *
 * <p>After the pause a health check decides whether it may come back, and is asked again and again until it says yes;
 * then the instance is on probation, and one more failure sends it back for twice as long. Time is measured by a source that the tests own; a clock that goes backwards only
 * makes the pause longer by as much, and at most by the pause itself.
 */
public final class Quarantine {

    /** What an instance is allowed to do. */
    public enum Phase {
        /** Everything. */
        FREE,
        /** Nothing until the pause is over. */
        SHUT,
        /** Nothing but a health check, which decides. */
        DUE
    }

    private static final int FAILURES = 3;
    private static final Set<Code> OWN_FAULTS = EnumSet.of(Code.UNAVAILABLE, Code.TIMEOUT, Code.INTERNAL);

    private final InstantSource clock;
    private final Duration firstPause;
    private final Duration longestPause;

    private int failures;
    private boolean probation;
    private Duration pause;
    private Optional<Instant> until = Optional.empty();
    private String reason = "";

    /**
     * Nothing is shut yet.
     *
     * @param clock what time it is
     * @param firstPause how long an instance is left alone the first time
     * @param longestPause how long at most
     */
    public Quarantine(InstantSource clock, Duration firstPause, Duration longestPause) {
        this.clock = clock;
        this.firstPause = firstPause;
        this.longestPause = longestPause;
        this.pause = firstPause;
    }

    /** {@return what the instance is allowed to do now} */
    public synchronized Phase phase() {
        if (until.isEmpty()) {
            return Phase.FREE;
        }
        return clock.instant().isBefore(until.get()) ? Phase.SHUT : Phase.DUE;
    }

    /** {@return why and until when it is shut; empty if it is not} */
    public synchronized Optional<String> reason() {
        return until.map(end -> "in quarantine"
                + (clock.instant().isBefore(end) ? " until " + end + ", then" : ", and")
                + " tried again: "
                + reason);
    }

    synchronized void succeeded() {
        failures = 0;
        if (until.isEmpty()) {
            probation = false;
            pause = firstPause;
        }
    }

    /** Takes notice of a failure; answers whether it shut the instance. */
    synchronized boolean failed(ProviderException failure) {
        if (!OWN_FAULTS.contains(failure.code())) {
            if (failure.code() != Code.CANCELLED) {
                succeeded();
            }
            return false;
        }
        failures++;
        if (until.isPresent() || (failures < FAILURES && !probation)) {
            return false;
        }
        shut(failures + (failures == 1 ? " failure" : " failures in a row") + ", the last: " + failure.getMessage());
        return true;
    }

    /** The health check at the end of the pause said yes. */
    public synchronized void release() {
        if (until.isPresent()) {
            until = Optional.empty();
            failures = 0;
            probation = true;
        }
    }

    /**
     * The health check at the end of the pause said no; the next one decides.
     *
     * @param why what it said
     */
    public synchronized void extend(String why) {
        if (until.isPresent()) {
            reason = why;
            failures = 0;
        }
    }

    private void shut(String why) {
        until = Optional.of(clock.instant().plus(pause));
        pause = pause.multipliedBy(2).compareTo(longestPause) > 0 ? longestPause : pause.multipliedBy(2);
        reason = why;
        failures = 0;
    }
}
