package dev.sessionhub.provider.docker;

import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.Secret;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import dev.sessionhub.spi.container.NetworkPolicy;
import dev.sessionhub.spi.container.ResourceLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A hub of one test, with one instance of the provider; removes everything at its end. */
final class TestHub implements AutoCloseable {

    private final Path folder;
    private final String id;
    private final String name;
    private final Map<String, String> settings;
    private final ContainerProvider provider;

    TestHub(Path folder, Map<String, String> settings) {
        this(folder, "test-" + UUID.randomUUID().toString().substring(0, 8), "docker", settings);
    }

    private TestHub(Path folder, String id, String name, Map<String, String> settings) {
        this.folder = folder;
        this.id = id;
        this.name = name;
        this.settings =
                new HashMap<>(Map.of("endpoint", "unix://" + TestEngine.get().socket()));
        this.settings.putAll(settings);
        this.provider = again();
    }

    /** What an ended program said. */
    record Said(int code, String out, String err) {}

    /** The same hub with another instance beside this one, on the same engine. */
    TestHub beside(String other, Map<String, String> others) {
        return new TestHub(folder.resolve(other), id, other, others);
    }

    /** The same instance once more, as after a restart. */
    ContainerProvider again() {
        try {
            Path state = Files.createDirectories(folder.resolve("state"));
            return new DockerProviderFactory().create(new ProviderConfig(name, id, state, settings));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    ContainerProvider provider() {
        return provider;
    }

    String id() {
        return id;
    }

    Path state() {
        return folder.resolve("state");
    }

    ContainerSpec spec() {
        return spec(Optional.empty(), ResourceLimits.DEFAULTS, NetworkPolicy.NONE, Map.of());
    }

    ContainerSpec spec(
            Optional<String> image, ResourceLimits limits, NetworkPolicy network, Map<String, Secret> secrets) {
        UUID session = UUID.randomUUID();
        try {
            Path workspace = Files.createDirectories(folder.resolve("work-" + session));
            return new ContainerSpec(session, "test", image, workspace, List.of(), Map.of(), secrets, limits, network);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    ContainerHandle running(ContainerSpec spec) {
        ContainerHandle handle = provider.create(spec);
        provider.start(handle);
        return handle;
    }

    Said sh(ContainerHandle handle, String script) {
        try (ExecProcess process = provider.exec(handle, ExecSpec.of("sh", "-c", script))) {
            process.stdin().close();
            CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.stderr()));
            String out = text(process.stdout());
            return new Said(process.waitFor(), out, err.get());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException | ExecutionException failure) {
            throw new AssertionError(failure);
        }
    }

    private static String text(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        try (provider) {
            provider.list().forEach(container -> {
                provider.stop(container.handle(), Duration.ZERO);
                provider.remove(container.handle());
            });
        }
        TestEngine.get()
                .docker(
                        "network",
                        "ls",
                        "--quiet",
                        "--filter",
                        "label=" + Identity.HUB + "=" + id,
                        "--filter",
                        "label=" + Identity.PROVIDER + "=" + name)
                .lines()
                .forEach(network -> TestEngine.get().docker("network", "rm", network));
    }
}
