package dev.sessionhub.core.session;

import dev.sessionhub.spi.container.Capability;
import dev.sessionhub.spi.container.ContainerProvider;

/** How the environments of a provider come by a session's files. */
enum Sharing {
    /** They are the hub's own. */
    SAME,
    /** They see them, and what else is mounted. */
    MOUNTED,
    /** They get a copy, which comes back. */
    CARRIED;

    static Sharing of(ContainerProvider provider) {
        if (provider.capabilities().contains(Capability.HOST_FILES)) {
            return SAME;
        }
        return provider.capabilities().contains(Capability.BIND_MOUNTS) ? MOUNTED : CARRIED;
    }
}
