package dev.sessionhub.core.session;

import dev.sessionhub.spi.container.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a session's environment uses.
 *
 * @param at when it was measured
 * @param cpus processors in use, on average since the measurement before
 * @param memory bytes in use, without caches that can be dropped
 * @param memoryLimit the bound, where there is one
 * @param memoryPeak most bytes ever in use, where known
 * @param outOfMemoryKills processes killed for lack of memory since the environment was started
 * @param lastKill when one of them was first seen
 * @param cpuTime processor time used since the environment was started
 */
public record ResourceUse(
        Instant at,
        double cpus,
        long memory,
        OptionalLong memoryLimit,
        OptionalLong memoryPeak,
        long outOfMemoryKills,
        Optional<Instant> lastKill,
        Duration cpuTime) {

    /** What the agent's end follows within this time was its cause. */
    private static final Duration RECENT = Duration.ofSeconds(30);

    private static final long NOTICEABLE_MEMORY = 16L << 20;
    private static final double NOTICEABLE_CPUS = 0.1;

    /** What is measured now; kills that nobody saw happen say when only if the environment was just started. */
    static ResourceUse of(Optional<ResourceUse> before, Usage now, boolean justStarted) {
        // An environment that was started again counts from nothing.
        Optional<ResourceUse> same =
                before.filter(last -> last.cpuTime.compareTo(now.cpuTime()) <= 0 && last.at.isBefore(now.at()));
        long killsBefore = same.map(ResourceUse::outOfMemoryKills).orElse(justStarted ? 0 : now.outOfMemoryKills());
        return new ResourceUse(
                now.at(),
                same.map(last -> share(last, now)).orElse(0.0),
                now.memoryBytes(),
                now.memoryLimitBytes(),
                now.memoryPeakBytes(),
                now.outOfMemoryKills(),
                now.outOfMemoryKills() > killsBefore ? Optional.of(now.at()) : same.flatMap(ResourceUse::lastKill),
                now.cpuTime());
    }

    private static double share(ResourceUse last, Usage now) {
        double wall = Duration.between(last.at, now.at()).toNanos();
        return Math.round(100 * now.cpuTime().minus(last.cpuTime).toNanos() / wall) / 100.0;
    }

    /** Whether somebody who saw the other one would notice the difference. */
    boolean isNews(ResourceUse other) {
        return outOfMemoryKills != other.outOfMemoryKills
                || !memoryLimit.equals(other.memoryLimit)
                || Math.abs(memory - other.memory) >= NOTICEABLE_MEMORY
                || Math.abs(cpus - other.cpus) >= NOTICEABLE_CPUS;
    }

    /** Whether a program of the environment was killed for lack of memory just before. */
    boolean ranOut(Instant now) {
        return lastKill.filter(kill -> kill.isAfter(now.minus(RECENT))).isPresent();
    }

    /** The evidence, and what to do, in words. */
    String shortage() {
        String used =
                memoryPeak.isPresent() ? "it used up to " + mebibytes(memoryPeak.getAsLong()) : "it used too much";
        String bound = memoryLimit.isPresent() ? " of its " + mebibytes(memoryLimit.getAsLong()) : "";
        return "out of memory: " + used + bound + "; start it again with more memory";
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}
