package dev.sessionhub.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.NetworkPolicy;
import dev.sessionhub.spi.container.ResourceLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small disk that is filled up: the engine's, or the hub's. */
class FullDiskTest {

    private static final String EMPTY = "hub-test/empty:latest";
    private static final String BUILT = "hub-test/full:latest";

    @TempDir
    Path folder;

    private Optional<Path> mounted = Optional.empty();

    @AfterEach
    void unmount() throws IOException {
        if (mounted.isPresent()) {
            sh("umount -R " + disk() + " || umount -l " + disk());
            Files.deleteIfExists(disk());
        }
    }

    @Test
    void a_full_disk_of_the_engine_is_named_and_nothing_is_left() throws Exception {
        TestEngine.get();
        mount("96m");
        TestEngine engine = TestEngine.another(disk());
        try {
            bringEmptyImage(engine);
            try (ContainerProvider provider = on(engine, Map.of("image", EMPTY))) {
                ContainerHandle made = provider.create(spec());
                fill();
                refused(() -> provider.create(spec()), "the engine's disk is full");
                refused(() -> provider.start(made), "the engine's disk is full");
                assertThat(provider.list()).extracting(Container::handle).containsExactly(made);
                assertThat(folder.resolve("state/environments").toFile().list()).hasSize(1);
                provider.remove(made);
                assertThat(provider.list()).isEmpty();
            }
            buildOn(engine);
        } finally {
            engine.stop();
        }
    }

    private void buildOn(TestEngine engine) throws IOException {
        Path recipe = Files.createDirectories(folder.resolve("recipe"));
        Files.writeString(recipe.resolve("Dockerfile"), "FROM " + EMPTY + "\nCOPY much /much\n");
        Files.write(recipe.resolve("much"), new byte[8 << 20]);
        String before = engine.docker("image", "ls", "--all", "--quiet");
        Map<String, String> settings = Map.of("image", BUILT, "build", recipe.toString());
        try (ContainerProvider provider = on(engine, settings)) {
            refused(() -> provider.prepare(Optional.empty(), _ -> {}), "the engine's disk is full");
            assertThat(engine.docker("image", "ls", "--all", "--quiet")).isEqualTo(before);
            assertThat(engine.docker("container", "ls", "--all", "--quiet")).isEmpty();
            sh("rm " + disk() + "/filler");
            provider.prepare(Optional.empty(), _ -> {});
        }
    }

    @Test
    void a_full_disk_of_the_hub_is_named_and_nothing_is_left() throws Exception {
        TestEngine.get();
        mount("1m");
        fill();
        Path state = Files.createDirectories(disk().resolve("state"));
        ProviderConfig config = config(TestEngine.get(), state, Map.of());
        try (ContainerProvider provider = new DockerProviderFactory().create(config)) {
            refused(() -> provider.create(spec()), "on the hub's own disk: No space left on device");
            assertThat(provider.list()).isEmpty();
            assertThat(state.resolve("environments")).isEmptyDirectory();
        }
    }

    private static void refused(ThrowingCallable call, String words) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProviderException.class, refusal -> {
            assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(Code.LIMIT_EXCEEDED);
            assertThat(refusal).hasMessageContaining(words);
        });
    }

    private ContainerProvider on(TestEngine engine, Map<String, String> settings) throws IOException {
        Path state = Files.createDirectories(folder.resolve("state"));
        return new DockerProviderFactory().create(config(engine, state, settings));
    }

    private static ProviderConfig config(TestEngine engine, Path state, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("endpoint", "unix://" + engine.socket());
        return new ProviderConfig("docker", "full", state, all);
    }

    private ContainerSpec spec() {
        try {
            return new ContainerSpec(
                    UUID.randomUUID(),
                    "full",
                    Optional.empty(),
                    Files.createDirectories(folder.resolve("workspace")),
                    List.of(),
                    Map.of(),
                    Map.of(),
                    ResourceLimits.DEFAULTS,
                    NetworkPolicy.NONE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void bringEmptyImage(TestEngine engine) throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        TestEngine.run(
                List.of("sh", "-c", "tar -C " + empty + " -c . | docker import - " + EMPTY),
                Map.of("DOCKER_HOST", "unix://" + engine.socket()));
    }

    private void mount(String size) throws IOException {
        mounted = Optional.of(Files.createTempDirectory("docker-full"));
        sh("mount -t tmpfs -o size=" + size + " hub-test-full " + disk());
    }

    private Path disk() {
        return mounted.orElseThrow();
    }

    private void fill() {
        sh("head -c 200m /dev/zero > " + disk() + "/filler 2>/dev/null; true");
    }

    private static void sh(String script) {
        TestEngine.run(List.of("sh", "-c", script), Map.of());
    }
}
