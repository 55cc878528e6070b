package dev.sessionhub.core.plugin;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the plug-ins are configured with.
 *
 * @param plugins the directory whose folders are the plug-ins
 * @param state the directory under which every instance gets a folder of its own
 * @param hubId identity of this hub, the label of everything it makes
 * @param providers the instances of container providers, at least one
 * @param defaultProvider name of the instance that is used unless a session asks for another
 * @param gitBackend the instance of the Git back end
 */
public record PluginSettings(
        Path plugins,
        Path state,
        String hubId,
        List<ProviderSettings> providers,
        String defaultProvider,
        ProviderSettings gitBackend) {

    /** Checks and copies. */
    public PluginSettings {
        providers = List.copyOf(providers);
        if (!hubId.matches("[A-Za-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("hub id must match [A-Za-z0-9-]{1,64}: \"" + hubId + "\"");
        }
        Set<String> names = new HashSet<>();
        for (ProviderSettings provider : providers) {
            if (!names.add(provider.name())) {
                throw new IllegalArgumentException("provider is configured twice: \"" + provider.name() + "\"");
            }
        }
        if (!names.contains(defaultProvider)) {
            throw new IllegalArgumentException(
                    "hub.provider.default must be one of " + names + ", not \"" + defaultProvider + "\"");
        }
        plugins = plugins.toAbsolutePath().normalize();
        state = state.toAbsolutePath().normalize();
    }
}
