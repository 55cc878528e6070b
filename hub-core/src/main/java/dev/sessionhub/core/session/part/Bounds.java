package dev.sessionhub.core.session.part;

import dev.sessionhub.spi.container.ResourceLimits;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A user's bounds for a session. */
@Embeddable
public class Bounds {

    @Column(name = "memory_bytes")
    private @Nullable Long memory;

    private @Nullable Double cpus;

    /** For the persistence only. */
    protected Bounds() {}

    /**
     * As a user asked for them.
     *
     * @param limits empty ones are the provider's
     */
    public Bounds(ResourceLimits limits) {
        this.memory = limits.memoryBytes().isPresent() ? limits.memoryBytes().getAsLong() : null;
        this.cpus = limits.cpus().isPresent() ? limits.cpus().getAsDouble() : null;
    }

    /** {@return as a provider wants them} */
    public ResourceLimits limits() {
        return new ResourceLimits(
                memory == null ? OptionalLong.empty() : OptionalLong.of(memory),
                cpus == null ? OptionalDouble.empty() : OptionalDouble.of(cpus),
                OptionalLong.empty());
    }
}
