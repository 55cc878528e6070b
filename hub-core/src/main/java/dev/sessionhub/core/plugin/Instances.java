package dev.sessionhub.core.plugin;

import dev.sessionhub.core.plugin.guard.Guard;
import dev.sessionhub.core.plugin.guard.GuardedGitBackend;
import dev.sessionhub.core.plugin.guard.GuardedProvider;
import dev.sessionhub.core.plugin.guard.Quarantine;
import dev.sessionhub.core.plugin.health.HealthCheck;
import dev.sessionhub.core.plugin.loading.BrokenPlugin;
import dev.sessionhub.core.plugin.loading.Plugin;
import dev.sessionhub.core.plugin.loading.Plugins;
import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderHealth;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerProviderFactory;
import dev.sessionhub.spi.git.GitBackend;
import dev.sessionhub.spi.git.GitBackendFactory;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes the configured instances with the plug-ins' factories, each behind a guard of its own. */
final class Instances {

    private static final Logger LOG = System.getLogger(Instances.class.getName());

    private final Plugins plugins;
    private final PluginSettings settings;
    private final Tuning tuning;
    private final Runnable returned;

    Instances(Plugins plugins, PluginSettings settings, Tuning tuning, Runnable returned) {
        this.plugins = plugins;
        this.settings = settings;
        this.tuning = tuning;
        this.returned = returned;
    }

    Slot<ContainerProvider> container(ProviderSettings wanted) {
        return slot(wanted, ContainerProviderFactory.class, plugin -> container(wanted, plugin));
    }

    Slot<GitBackend> git() {
        ProviderSettings wanted = settings.gitBackend();
        return slot(wanted, GitBackendFactory.class, plugin -> git(wanted, plugin));
    }

    private <T> Slot<T> slot(ProviderSettings wanted, Class<?> kind, Function<Plugin, Instance<T>> make) {
        return new Slot<>(wanted, () -> plugins.find(kind, wanted.type()), plugin -> instance(wanted, plugin, make));
    }

    private Instance<ContainerProvider> container(ProviderSettings wanted, Plugin plugin) {
        Guard guard = guard(wanted, plugin);
        ProviderConfig config = config(wanted);
        ContainerProvider made = guard.call(
                "create instance",
                tuning.loading(),
                () -> ((ContainerProviderFactory) plugin.factory()).create(config),
                ContainerProvider::close);
        HealthCheck health = new HealthCheck(guard, plugin.loader(), made::health, tuning.clock(), returned);
        GuardedProvider guarded = new GuardedProvider(made, guard, tuning.deadlines(), health::health);
        return new Instance.Present<>(plugin, guarded, health, () -> {
            guarded.endPrograms();
            guard.close(tuning.loading(), made::close);
        });
    }

    private Instance<GitBackend> git(ProviderSettings wanted, Plugin plugin) {
        Guard guard = guard(wanted, plugin);
        ProviderConfig config = config(wanted);
        GitBackend made = guard.call(
                "create instance",
                tuning.loading(),
                () -> ((GitBackendFactory) plugin.factory()).create(config),
                GitBackend::close);
        ProviderHealth loaded = ProviderHealth.up("plug-in " + plugin.name() + " is loaded");
        HealthCheck health = new HealthCheck(guard, plugin.loader(), () -> loaded, tuning.clock(), returned);
        GitBackend guarded = new GuardedGitBackend(made, guard, tuning.deadlines());
        return new Instance.Present<>(plugin, guarded, health, () -> guard.close(tuning.loading(), made::close));
    }

    private <T> Instance<T> instance(
            ProviderSettings wanted, Optional<Plugin> plugin, Function<Plugin, Instance<T>> make) {
        try {
            return plugin.map(make).orElseGet(() -> absent(wanted, plugin, noPlugin(wanted)));
        } catch (ProviderException failure) {
            return absent(wanted, plugin, String.valueOf(failure.getMessage()));
        }
    }

    /** What could not be loaded may be what is missing. */
    private String noPlugin(ProviderSettings wanted) {
        String missing = "no usable plug-in offers the type \"" + wanted.type() + "\"";
        List<BrokenPlugin> broken = plugins.broken();
        return broken.isEmpty()
                ? missing
                : broken.stream()
                        .map(one -> one.name() + ": " + one.reason())
                        .collect(Collectors.joining("; ", missing + "; not usable are ", ""));
    }

    private Guard guard(ProviderSettings wanted, Plugin plugin) {
        Quarantine quarantine = new Quarantine(tuning.clock(), tuning.firstPause(), tuning.longestPause());
        return new Guard(
                wanted.name(),
                plugin.loader(),
                tuning.slots(),
                tuning.deadlines().admission(),
                quarantine);
    }

    private ProviderConfig config(ProviderSettings wanted) {
        try {
            Path state = Files.createDirectories(settings.state().resolve(wanted.name()));
            return new ProviderConfig(wanted.name(), settings.hubId(), state, wanted.settings());
        } catch (IOException failure) {
            throw new ProviderException(
                    ProviderException.Code.UNAVAILABLE, "its state directory cannot be made: " + failure, failure);
        }
    }

    private static <T> Instance<T> absent(ProviderSettings wanted, Optional<Plugin> plugin, String reason) {
        LOG.log(Level.ERROR, "{0} cannot be used: {1}", wanted.name(), reason);
        return new Instance.Absent<>(wanted.name(), plugin, reason);
    }
}
