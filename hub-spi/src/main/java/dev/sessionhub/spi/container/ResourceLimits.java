package dev.sessionhub.spi.container;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Upper bounds of an environment.
 *
 * @param memoryBytes memory in bytes; empty means the provider's default
 * @param cpus processors, fractions allowed; empty means the provider's default
 * @param processes number of processes and threads; empty means the provider's default
 * @since 1.0
 */
public record ResourceLimits(OptionalLong memoryBytes, OptionalDouble cpus, OptionalLong processes) {

    /** No bound asked for. */
    public static final ResourceLimits DEFAULTS =
            new ResourceLimits(OptionalLong.empty(), OptionalDouble.empty(), OptionalLong.empty());

    private static final long LEAST_MEMORY = 16L << 20;

    /** Checks that every bound can be kept by a program at all. */
    public ResourceLimits {
        if (memoryBytes.isPresent() && memoryBytes.getAsLong() < LEAST_MEMORY) {
            throw new IllegalArgumentException("memory must be at least 16 MiB, not " + memoryBytes.getAsLong());
        }
        if (cpus.isPresent() && !(cpus.getAsDouble() >= 0.05 && cpus.getAsDouble() <= 4096)) {
            throw new IllegalArgumentException("cpus must be between 0.05 and 4096, not " + cpus.getAsDouble());
        }
        if (processes.isPresent() && processes.getAsLong() < 16) {
            throw new IllegalArgumentException("processes must be at least 16, not " + processes.getAsLong());
        }
    }

    /**
     * Whether no bound is asked for.
     *
     * @return true if every bound is the provider's default
     */
    public boolean isDefault() {
        return equals(DEFAULTS);
    }
}
