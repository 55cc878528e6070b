package dev.sessionhub.spi.container;

/**
 * What the hub stores of an environment, and all it stores.
 *
 * @param provider name of the instance that made it
 * @param id the provider's own name of it: at most 200 printable ASCII characters without spaces
 * @since 1.0
 */
public record ContainerHandle(String provider, String id) {

    /** Checks the grammar. */
    public ContainerHandle {
        if (!provider.matches("[a-z][a-z0-9-]{0,31}")) {
            throw new IllegalArgumentException("provider must match [a-z][a-z0-9-]{0,31}: \"" + provider + "\"");
        }
        if (!id.matches("[!-~]{1,200}")) {
            throw new IllegalArgumentException("container id must be 1-200 printable ASCII characters: \"" + id + "\"");
        }
    }

    @Override
    public String toString() {
        return provider + ":" + id;
    }
}
