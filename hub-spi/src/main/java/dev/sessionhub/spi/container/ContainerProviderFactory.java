package dev.sessionhub.spi.container;

import dev.sessionhub.spi.ProviderConfig;

/**
 * Makes providers of one type; found by {@link java.util.ServiceLoader}, so it has a public constructor without
 * parameters.
 *
 * @since 1.0
 */
public interface ContainerProviderFactory {

    /**
     * The type an administrator writes as {@code hub.provider.NAME.type}.
     *
     * @return constant, matching {@code [a-z][a-z0-9-]{0,31}}
     */
    String type();

    /**
     * Makes an instance. Does no I/O, starts no thread, and may be called any number of times.
     *
     * @param config the instance's configuration
     * @return a new instance
     * @throws dev.sessionhub.spi.ProviderException {@code INVALID_REQUEST} naming every bad key
     */
    ContainerProvider create(ProviderConfig config);
}
