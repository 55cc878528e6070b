package dev.sessionhub.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.NetworkPolicy;
import dev.sessionhub.spi.container.ResourceLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine of its own on a small disk that is filled up. */
class FullDiskTest {

    @TempDir
    Path folder;

    @Test
    void a_full_disk_of_the_engine_is_named_and_nothing_is_left() throws Exception {
        TestEngine.get();
        Path root = Files.createTempDirectory("docker-full");
        sh("mount -t tmpfs -o size=96m hub-test-full " + root);
        try {
            TestEngine engine = TestEngine.another(root);
            try {
                createOn(engine, root);
            } finally {
                engine.stop();
            }
        } finally {
            sh("umount -R " + root + " || umount -l " + root);
            Files.deleteIfExists(root);
        }
    }

    private void createOn(TestEngine engine, Path root) throws Exception {
        Path workspace = Files.createDirectories(folder.resolve("workspace"));
        Path state = Files.createDirectories(folder.resolve("state"));
        TestEngine.run(
                List.of("sh", "-c", "tar -C " + workspace + " -c . | docker import - hub-test/empty:latest"),
                Map.of("DOCKER_HOST", "unix://" + engine.socket()));
        sh("head -c 200m /dev/zero > " + root + "/filler 2>/dev/null; true");
        ContainerSpec spec = new ContainerSpec(
                UUID.randomUUID(),
                "full",
                Optional.empty(),
                workspace,
                List.of(),
                Map.of(),
                Map.of(),
                ResourceLimits.DEFAULTS,
                NetworkPolicy.NONE);
        Map<String, String> settings =
                Map.of("endpoint", "unix://" + engine.socket(), "image", "hub-test/empty:latest");
        try (ContainerProvider provider =
                new DockerProviderFactory().create(new ProviderConfig("docker", "full", state, settings))) {
            assertThatThrownBy(() -> provider.create(spec)).isInstanceOfSatisfying(ProviderException.class, refusal -> {
                assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(Code.LIMIT_EXCEEDED);
                assertThat(refusal).hasMessageContaining("disk is full");
            });
            assertThat(provider.list()).isEmpty();
            assertThat(state.resolve("environments")).isEmptyDirectory();
        }
    }

    private static void sh(String script) {
        TestEngine.run(List.of("sh", "-c", script), Map.of());
    }
}
