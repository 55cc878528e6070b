package dev.sessionhub.core.plugin;

import dev.sessionhub.core.plugin.health.HealthCheck;
import dev.sessionhub.core.plugin.health.HealthWatch;
import dev.sessionhub.core.plugin.health.ProviderStatus;
import dev.sessionhub.core.plugin.loading.BrokenPlugin;
import dev.sessionhub.core.plugin.loading.Plugins;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.Capability;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.git.GitBackend;
import dev.sessionhub.spi.registry.PluginRegistry;
import dev.sessionhub.spi.registry.Registration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * The configured instances of all plug-ins.
 *
 * <p>Safe for concurrent use. What it hands out is guarded: a call ends in time, fails with nothing but {@link
 * ProviderException}, and hurts nobody else.
 */
public final class Providers implements AutoCloseable {

    private final String defaultName;
    private final Map<String, Slot<ContainerProvider>> containers;
    private final Slot<GitBackend> git;
    private final Plugins plugins;
    private final HealthWatch watch;
    private final Registration registry;
    private final List<Runnable> returns = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private Providers(PluginSettings settings, Tuning tuning) {
        this.defaultName = settings.defaultProvider();
        this.plugins = Plugins.load(settings.plugins(), tuning.loading());
        Instances instances = new Instances(plugins, settings, tuning, () -> returns.forEach(Runnable::run));
        Map<String, Slot<ContainerProvider>> made = new LinkedHashMap<>();
        settings.providers().forEach(wanted -> made.put(wanted.name(), instances.container(wanted)));
        this.containers = Collections.unmodifiableMap(made);
        this.git = instances.git();
        this.watch = new HealthWatch(this::checks, tuning.healthPause());
        this.registry = PluginRegistry.watch(this::follow);
        adopt();
    }

    /**
     * Loads the plug-ins and makes the configured instances. What is missing or broken does not fail this: it is named
     * by {@link #descriptors()} and {@link #brokenPlugins()}.
     *
     * @param settings what is configured
     * @return the instances; to be closed
     */
    public static Providers open(PluginSettings settings) {
        return open(settings, Tuning.DEFAULTS);
    }

    static Providers open(PluginSettings settings, Tuning tuning) {
        return new Providers(settings, tuning);
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
        Slot<ContainerProvider> slot = containers.get(name);
        if (slot == null) {
            throw new ProviderException(
                    Code.NOT_FOUND, "there is no provider \"" + name + "\"; configured are " + names());
        }
        return slot.instance().use();
    }

    /**
     * The Git back end, guarded.
     *
     * @return the instance
     * @throws ProviderException {@code UNAVAILABLE} with the reason if its plug-in is missing or broken
     */
    public GitBackend gitBackend() {
        return git.instance().use();
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
     * How the Git back end is; asks nobody.
     *
     * @return its health
     */
    public ProviderStatus gitBackendHealth() {
        return status(git);
    }

    /**
     * The plug-ins that could not be loaded.
     *
     * @return with their reasons
     */
    public List<BrokenPlugin> brokenPlugins() {
        return plugins.broken();
    }

    /**
     * Tells when an instance has come back from quarantine.
     *
     * @param task called then, on a thread of this class; must not block
     */
    public void onReturn(Runnable task) {
        returns.add(task);
    }

    /** Closes every instance and its class loader; environments go on. A second call does nothing. */
    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            registry.close();
            watch.close();
            slots().forEach(Slot::close);
            plugins.close();
        }
    }

    /** Web applications with plug-ins come and go. */
    private void follow() {
        adopt();
        watch.look();
    }

    private void adopt() {
        plugins.follow();
        slots().forEach(Slot::follow);
    }

    private Stream<Slot<?>> slots() {
        return Stream.concat(containers.values().stream(), Stream.of(git));
    }

    private List<HealthCheck> checks() {
        List<HealthCheck> checks = new ArrayList<>();
        slots().forEach(slot -> {
            if (slot.instance() instanceof Instance.Present<?> present) {
                checks.add(present.health());
            }
        });
        return checks;
    }

    private ProviderDescriptor describe(Slot<ContainerProvider> slot) {
        Set<Capability> capabilities = slot.instance() instanceof Instance.Present<ContainerProvider> present
                ? present.use().capabilities()
                : Set.of();
        return new ProviderDescriptor(
                slot.name(),
                slot.type(),
                capabilities,
                status(slot),
                slot.name().equals(defaultName));
    }

    private static ProviderStatus status(Slot<?> slot) {
        return switch (slot.instance()) {
            case Instance.Present<?> present -> present.health().status();
            case Instance.Absent<?> absent ->
                new ProviderStatus(ProviderStatus.Verdict.DOWN, absent.reason(), Optional.empty());
        };
    }
}
