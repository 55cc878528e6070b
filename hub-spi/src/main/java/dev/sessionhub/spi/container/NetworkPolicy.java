package dev.sessionhub.spi.container;

/**
 * What programs of an environment can reach.
 *
 * @since 1.0
 */
public enum NetworkPolicy {
    /** The network of the machine that holds the environment, as any of its processes. */
    HOST,
    /** Public addresses and name resolution; neither the hub, the holder's loopback nor other environments. */
    INTERNET,
    /** Nothing but the environment's own loopback. */
    NONE
}
