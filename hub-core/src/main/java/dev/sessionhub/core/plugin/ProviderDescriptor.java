package dev.sessionhub.core.plugin;

import dev.sessionhub.core.plugin.health.ProviderStatus;
import dev.sessionhub.spi.container.Capability;
import java.util.Set;

/**
 * What is known about an instance without asking it.
 *
 * @param name the instance's name
 * @param type the plug-in's type
 * @param capabilities what it can do; empty if its plug-in is missing or broken
 * @param health how it was when last looked at
 * @param isDefault whether it is used unless a session asks for another
 */
public record ProviderDescriptor(
        String name, String type, Set<Capability> capabilities, ProviderStatus health, boolean isDefault) {

    /** Copies. */
    public ProviderDescriptor {
        capabilities = Set.copyOf(capabilities);
    }

    /**
     * Whether only an administrator may choose it: its agents can do what the hub's own user can, and it was not made the
     * default for everybody.
     *
     * @return false if every user may
     */
    public boolean isAdminOnly() {
        return !isDefault && !capabilities.contains(Capability.ISOLATED);
    }
}
