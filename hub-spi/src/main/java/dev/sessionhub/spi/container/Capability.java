package dev.sessionhub.spi.container;

/**
 * What a provider can do beyond the least.
 *
 * <p>The set is constant for the life of an instance. What is not declared must be refused with {@code UNSUPPORTED}
 * where the request asks for it: the contract tests test both sides.
 *
 * @since 1.0
 */
public enum Capability {
    /**
     * Programs see the hub's own file system: the workspace and every {@link BindMount} are at their source path, and
     * targets are ignored, and nothing is protected from writing. Excludes {@link #BIND_MOUNTS}.
     */
    HOST_FILES,
    /** Directories and files of the hub's machine can be mounted: every {@link BindMount} is at its target path. */
    BIND_MOUNTS,
    /** {@link ResourceLimits} are enforced. Without it a spec that sets a limit is refused. */
    RESOURCE_LIMITS,
    /** {@link NetworkPolicy} is enforced. Without it any policy but {@code HOST} is refused. */
    NETWORK_POLICY,
    /** A running environment is running again after the machine that holds it was restarted. */
    PERSISTENT_AFTER_REBOOT,
    /**
     * A program in an environment can reach neither the hub's files nor another environment's files or processes,
     * except through the spec's mounts.
     */
    ISOLATED,
    /** {@link ContainerProvider#usage} gives measured values. */
    USAGE
}
