package dev.sessionhub.core.plugin;

import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerProviderFactory;
import dev.sessionhub.spi.git.GitBackend;
import dev.sessionhub.spi.git.GitBackendFactory;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;

/** Makes the configured instances with the plug-ins' factories. */
final class Instances {

    private static final Logger LOG = System.getLogger(Instances.class.getName());
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Plugins plugins;
    private final PluginSettings settings;

    Instances(Plugins plugins, PluginSettings settings) {
        this.plugins = plugins;
        this.settings = settings;
    }

    Instance<ContainerProvider> container(ProviderSettings wanted) {
        return make(
                wanted,
                ContainerProviderFactory.class,
                (plugin, config) -> ((ContainerProviderFactory) plugin.factory()).create(config));
    }

    Instance<GitBackend> git() {
        return make(
                settings.gitBackend(),
                GitBackendFactory.class,
                (plugin, config) -> ((GitBackendFactory) plugin.factory()).create(config));
    }

    private <T> Instance<T> make(
            ProviderSettings wanted, Class<?> kind, BiFunction<PluginFolder, ProviderConfig, T> create) {
        return plugins.find(kind, wanted.type())
                .<Instance<T>>map(plugin -> make(wanted, plugin, create))
                .orElseGet(() -> absent(wanted, "no usable plug-in offers the type \"" + wanted.type() + "\""));
    }

    private <T> Instance<T> make(
            ProviderSettings wanted, PluginFolder plugin, BiFunction<PluginFolder, ProviderConfig, T> create) {
        try {
            Path state = Files.createDirectories(settings.state().resolve(wanted.name()));
            ProviderConfig config = new ProviderConfig(wanted.name(), settings.hubId(), state, wanted.settings());
            T made = new DetachedCall<>("make " + wanted.name(), plugin.loader(), () -> create.apply(plugin, config))
                    .run(DEADLINE);
            return new Instance.Present<>(wanted.name(), wanted.type(), made);
        } catch (IOException failure) {
            return absent(wanted, "its state directory cannot be made: " + failure);
        } catch (TimeoutException _) {
            return absent(wanted, "plug-in " + plugin.name() + " did not make it within 10 s");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return absent(wanted, "the hub was interrupted while making it");
        } catch (ExecutionException failed) {
            boolean ours = failed.getCause() instanceof ProviderException;
            String message = String.valueOf(
                    failed.getCause() == null ? failed : failed.getCause().getMessage());
            return absent(wanted, ours ? message : "plug-in " + plugin.name() + " failed: " + failed.getCause());
        }
    }

    private static <T> Instance<T> absent(ProviderSettings wanted, String reason) {
        LOG.log(Level.ERROR, "{0} cannot be used: {1}", wanted.name(), reason);
        return new Instance.Absent<>(wanted.name(), wanted.type(), reason);
    }
}
