package dev.sessionhub.launcher;

import dev.sessionhub.launcher.config.ConfigurationReader;
import dev.sessionhub.launcher.config.HubConfiguration;
import dev.sessionhub.launcher.config.Setting;
import dev.sessionhub.launcher.doctor.GitBackends;
import dev.sessionhub.launcher.process.DockerSocket;
import dev.sessionhub.launcher.process.Installation;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options every command shares. */
final class ConfigurationOptions {

    @Option(names = "--data", paramLabel = "DIR", description = "the data directory (HUB_DATA)")
    private @Nullable Path data;

    HubConfiguration read(Installation installation) {
        return read(installation, new EnumMap<>(Setting.class));
    }

    HubConfiguration read(Installation installation, Map<Setting, String> options) {
        if (data != null) {
            options.put(Setting.DATA, data.toAbsolutePath().toString());
        }
        return new ConfigurationReader(
                        installation.home(),
                        System.getenv(),
                        options,
                        DockerSocket::answers,
                        (plugins, type) -> new GitBackends(plugins.orElse(installation.plugins())).problem(type))
                .read();
    }
}
