package dev.sessionhub.spi.git;

import dev.sessionhub.spi.ProviderConfig;

/**
 * Makes Git back ends of one type; found by {@link java.util.ServiceLoader}.
 *
 * @since 1.0
 */
public interface GitBackendFactory {

    /**
     * The type an administrator writes as {@code hub.git.backend}.
     *
     * @return constant, matching {@code [a-z][a-z0-9-]{0,31}}
     */
    String type();

    /**
     * Makes an instance. Does no I/O, starts no thread.
     *
     * @param config the instance's configuration
     * @return a new instance
     * @throws dev.sessionhub.spi.ProviderException {@code INVALID_REQUEST} naming every bad key
     */
    GitBackend create(ProviderConfig config);
}
