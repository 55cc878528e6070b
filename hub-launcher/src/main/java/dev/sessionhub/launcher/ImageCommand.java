package dev.sessionhub.launcher;

import dev.sessionhub.launcher.config.HubConfiguration;
import dev.sessionhub.launcher.process.DockerClient;
import dev.sessionhub.launcher.process.Failure;
import dev.sessionhub.launcher.process.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hub image}: what sessions in containers start from. */
@Command(
        name = "image",
        description = "Builds the image of sessions in containers.",
        synopsisSubcommandLabel = "COMMAND")
final class ImageCommand {

    static final String DEFAULT = "session-hub/claude-instance";

    @Command(
            name = "build",
            description = "Builds docker/claude-instance on the engine of hub.provider.docker, under the name of its"
                    + " key image.")
    int build(
            @Option(
                            names = "--base",
                            paramLabel = "TAG",
                            description = "an image to build on; docker/base-image.sh makes one without a registry")
                    @Nullable
                    String base,
            @Option(names = "--claude", paramLabel = "VERSION", description = "the version of Claude Code") @Nullable
                    String claude,
            @Mixin ConfigurationOptions options) {
        Installation installation = Installation.found();
        HubConfiguration configuration = options.read(installation);
        Map<String, String> keys =
                configuration.providersOfType("docker").stream().findFirst().orElse(Map.of());
        Path script = installation.dist().resolve("docker/agent-image.sh");
        if (!Files.isExecutable(script)) {
            throw new Failure(script + " is missing; unpack the distribution again");
        }
        List<String> command = new ArrayList<>(List.of(script.toString()));
        add(command, "--base", base);
        add(command, "--claude", claude);
        String tag = keys.getOrDefault("image", DEFAULT);
        command.add(tag);
        if (new DockerClient(keys).run(command) != 0) {
            throw new Failure("the image was not built; what is above says why (./hub doctor looks at the engine)");
        }
        System.out.println("Sessions in containers can start from " + tag);
        return 0;
    }

    private static void add(List<String> command, String option, @Nullable String value) {
        if (value != null) {
            command.add(option);
            command.add(value);
        }
    }
}
