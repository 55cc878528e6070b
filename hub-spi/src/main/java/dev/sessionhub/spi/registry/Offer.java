package dev.sessionhub.spi.registry;

import dev.sessionhub.spi.SpiVersion;
import dev.sessionhub.spi.container.ContainerProviderFactory;
import dev.sessionhub.spi.git.GitBackendFactory;
import java.util.Objects;

/**
 * A factory that a web application offers.
 *
 * @param name the plug-in's name, for people
 * @param factory a {@link ContainerProviderFactory} or a {@link GitBackendFactory}
 * @param needs the version of the contracts it was made for
 * @since 1.0
 */
public record Offer(String name, Object factory, SpiVersion needs) {

    /** Checks the name and the factory's kind. */
    public Offer {
        if (!name.matches("[a-z][a-z0-9-]{0,31}")) {
            throw new IllegalArgumentException("plug-in name must match [a-z][a-z0-9-]{0,31}: \"" + name + "\"");
        }
        if (!(factory instanceof ContainerProviderFactory) && !(factory instanceof GitBackendFactory)) {
            throw new IllegalArgumentException(
                    "neither a ContainerProviderFactory nor a GitBackendFactory: " + factory);
        }
        Objects.requireNonNull(needs, "needs");
    }
}
