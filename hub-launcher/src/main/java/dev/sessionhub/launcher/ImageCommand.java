package dev.sessionhub.launcher;

import dev.sessionhub.launcher.process.DockerClient;
import dev.sessionhub.launcher.process.Failure;
import dev.sessionhub.launcher.process.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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

    private static final String TYPE = "docker";

    @Command(
            name = "build",
            description = "Builds docker/claude-instance, or the folder of the key build, on the engine of a provider"
                    + " of type docker, under the name of its key image.")
    int build(
            @Option(
                            names = "--provider",
                            paramLabel = "NAME",
                            description = "the provider, as in hub.provider.NAME; default: the only one, or docker")
                    @Nullable
                    String provider,
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
        Map<String, String> keys = keys(options.read(installation).providers(), provider);
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

    /**
     * What is configured for the engine that builds; nothing if no provider of the type is, which is the machine's own.
     *
     * @param all the keys of every provider by its name
     * @param name of the one that is wanted, if the user has said
     */
    static Map<String, String> keys(Map<String, Map<String, String>> all, @Nullable String name) {
        SortedMap<String, Map<String, String>> engines = new TreeMap<>(all);
        engines.values().removeIf(keys -> !TYPE.equals(keys.get("type")));
        if (name == null && engines.isEmpty()) {
            return Map.of();
        }
        String wanted = name != null ? name : engines.size() == 1 ? engines.firstKey() : TYPE;
        Map<String, String> keys = engines.get(wanted);
        if (keys != null) {
            return keys;
        }
        String there = engines.isEmpty() ? "none" : String.join(", ", engines.keySet());
        throw new Failure(
                name == null
                        ? "more than one provider is of type docker; say which one with --provider: " + there
                        : "no provider \"" + name + "\" of type docker is configured; there is: " + there);
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
