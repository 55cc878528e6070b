package dev.sessionhub.spi.container;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What an environment uses.
 *
 * @param at when it was measured
 * @param cpuTime processor time used since it was started
 * @param memoryBytes memory in use, without caches that can be dropped
 * @param memoryPeakBytes most memory ever in use, where known
 * @param memoryLimitBytes its memory limit, where it has one
 * @param outOfMemoryKills how many processes were killed for lack of memory since it was started
 * @since 1.0
 */
public record Usage(
        Instant at,
        Duration cpuTime,
        long memoryBytes,
        OptionalLong memoryPeakBytes,
        OptionalLong memoryLimitBytes,
        long outOfMemoryKills) {

    /** Checks that every part is there. */
    public Usage {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(cpuTime, "cpuTime");
        Objects.requireNonNull(memoryPeakBytes, "memoryPeakBytes");
        Objects.requireNonNull(memoryLimitBytes, "memoryLimitBytes");
        if (memoryBytes < 0 || outOfMemoryKills < 0) {
            throw new IllegalArgumentException("usage must not be negative: " + memoryBytes + ", " + outOfMemoryKills);
        }
    }
}
