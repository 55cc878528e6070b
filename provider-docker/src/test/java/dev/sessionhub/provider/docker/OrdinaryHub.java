package dev.sessionhub.provider.docker;

import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import dev.sessionhub.spi.container.NetworkPolicy;
import dev.sessionhub.spi.container.ResourceLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A hub's life with one session, as a program: for a test that is not to be who runs the tests. */
final class OrdinaryHub {

    private OrdinaryHub() {}

    /**
     * Says on standard output how it went.
     *
     * @param arguments the engine's socket, and a folder of the hub's own
     */
    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(arguments[1]);
        Path state = Files.createDirectories(home.resolve("state"));
        Path workspace = Files.createDirectories(home.resolve("workspace"));
        Files.writeString(workspace.resolve("given"), "by the hub\n");
        Map<String, String> settings = Map.of("endpoint", "unix://" + arguments[0], "memory", "512m");
        try (ContainerProvider provider =
                new DockerProviderFactory().create(new ProviderConfig("docker", "ordinary", state, settings))) {
            System.out.println(provider.health());
            ContainerSpec spec = new ContainerSpec(
                    UUID.randomUUID(),
                    "ordinary",
                    Optional.empty(),
                    workspace,
                    List.of(),
                    Map.of(),
                    Map.of(),
                    ResourceLimits.DEFAULTS,
                    NetworkPolicy.INTERNET);
            live(provider, spec);
            System.out.println("left: " + provider.list() + " and " + count(state.resolve("environments")));
        }
    }

    private static void live(ContainerProvider provider, ContainerSpec spec) throws IOException {
        ContainerHandle handle = provider.create(spec);
        try {
            provider.start(handle);
            String script = "id -u; id -un; cat given; echo more >>given; umask 077; echo own >made; touch ~/a";
            try (ExecProcess process = provider.exec(handle, ExecSpec.of("sh", "-ec", script))) {
                System.out.print(new String(process.stdout().readAllBytes(), StandardCharsets.UTF_8));
                System.out.println("code: " + process.waitFor());
            }
            System.out.print(Files.readString(spec.workspace().resolve("made")));
            provider.stop(handle, Duration.ZERO);
        } finally {
            provider.remove(handle);
        }
    }

    private static long count(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.count();
        }
    }
}
