package dev.sessionhub.spi.registry;

/**
 * Something that holds until it is closed.
 *
 * @since 1.0
 */
public interface Registration extends AutoCloseable {

    /** Ends it. A second call does nothing. */
    @Override
    void close();
}
