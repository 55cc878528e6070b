package dev.sessionhub.core.plugin;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.git.GitBackend;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The configured instances of all plug-ins.
 *
 * <p>Safe for concurrent use. What it hands out is guarded: a call ends in time, fails with nothing but {@link
 * ProviderException}, and hurts nobody else.
 */
public final class Providers implements AutoCloseable {

    private final String defaultName;
    private final Map<String, Instance<ContainerProvider>> containers;
    private final Instance<GitBackend> git;
    private final Plugins plugins;

    private Providers(
            String defaultName,
            Map<String, Instance<ContainerProvider>> containers,
            Instance<GitBackend> git,
            Plugins plugins) {
        this.defaultName = defaultName;
        this.containers = Collections.unmodifiableMap(new LinkedHashMap<>(containers));
        this.git = git;
        this.plugins = plugins;
    }

    /**
     * Loads the plug-ins and makes the configured instances. What is missing or broken does not fail this: it is named
     * by {@link #descriptors()} and {@link #brokenPlugins()}.
     *
     * @param settings what is configured
     * @return the instances; to be closed
     */
    public static Providers open(PluginSettings settings) {
        Plugins plugins = Plugins.load(settings.plugins());
        Instances instances = new Instances(plugins, settings);
        Map<String, Instance<ContainerProvider>> containers = new LinkedHashMap<>();
        settings.providers().forEach(wanted -> containers.put(wanted.name(), instances.container(wanted)));
        return new Providers(settings.defaultProvider(), containers, instances.git(), plugins);
    }

    /**
     * The names of all configured instances, in the order of the configuration.
     *
     * @return never empty
     */
    public Set<String> names() {
        return containers.keySet();
    }

    /**
     * The instance that is used unless a session asks for another.
     *
     * @return one of {@link #names()}
     */
    public String defaultName() {
        return defaultName;
    }

    /**
     * An instance, guarded.
     *
     * @param name its name
     * @return the instance
     * @throws ProviderException {@code NOT_FOUND} if none is configured under that name; {@code UNAVAILABLE} with the
     *     reason if its plug-in is missing or broken
     */
    public ContainerProvider provider(String name) {
        Instance<ContainerProvider> instance = containers.get(name);
        if (instance == null) {
            throw new ProviderException(
                    Code.NOT_FOUND, "there is no provider \"" + name + "\"; configured are " + names());
        }
        return instance.use();
    }

    /**
     * The Git back end, guarded.
     *
     * @return the instance
     * @throws ProviderException {@code UNAVAILABLE} with the reason if its plug-in is missing or broken
     */
    public GitBackend gitBackend() {
        return git.use();
    }

    /**
     * What is known about every instance; asks nobody.
     *
     * @return in the order of the configuration
     */
    public List<ProviderDescriptor> descriptors() {
        return containers.values().stream().map(this::describe).toList();
    }

    /**
     * The plug-ins that could not be loaded.
     *
     * @return with their reasons
     */
    public List<BrokenPlugin> brokenPlugins() {
        return plugins.broken();
    }

    /** Closes every instance and its class loader; environments go on. A second call does nothing. */
    @Override
    public void close() {
        plugins.close();
    }

    private ProviderDescriptor describe(Instance<ContainerProvider> instance) {
        boolean isDefault = instance.name().equals(defaultName);
        return switch (instance) {
            case Instance.Present<ContainerProvider> present ->
                new ProviderDescriptor(
                        present.name(),
                        present.type(),
                        present.use().capabilities(),
                        ProviderStatus.UNKNOWN,
                        isDefault);
            case Instance.Absent<ContainerProvider> absent ->
                new ProviderDescriptor(
                        absent.name(),
                        absent.type(),
                        Set.of(),
                        new ProviderStatus(ProviderStatus.Verdict.DOWN, absent.reason(), Optional.empty()),
                        isDefault);
        };
    }
}
