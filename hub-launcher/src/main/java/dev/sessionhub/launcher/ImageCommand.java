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
            description = "Builds docker/claude-instance, or the folder of the key build, on the engine of"
                    + " hub.provider.docker, under the name of its key image.")
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
        String tag = keys.getOrDefault("image", DEFAULT);
        String from = base == null ? keys.get("base") : base;
        String folder = keys.getOrDefault("build", "");
        List<String> command = folder.startsWith("/") ? ofFolder(folder, from, tag) : own(script, from, claude, tag);
        if (new DockerClient(keys).run(command) != 0) {
            throw new Failure("the image was not built; what is above says why (./hub doctor looks at the engine)");
        }
        System.out.println("Sessions in containers can start from " + tag);
        return 0;
    }

    private static List<String> own(Path script, @Nullable String base, @Nullable String claude, String tag) {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        add(command, "--base", base);
        add(command, "--claude", claude);
        command.add(tag);
        return command;
    }

    private static List<String> ofFolder(String folder, @Nullable String base, String tag) {
        List<String> command = new ArrayList<>(List.of("docker", "build", "--network", "host", "--tag", tag));
        add(command, "--build-arg", base == null ? null : "BASE=" + base);
        command.add(folder);
        return command;
    }

    private static void add(List<String> command, String option, @Nullable String value) {
        if (value != null) {
            command.add(option);
            command.add(value);
        }
    }
}
