package dev.sessionhub.provider.proxmox;

import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.tck.container.ContainerProviderContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What every container provider does, over the simulator on real LXC guests. */
class ProxmoxContractTest extends ContainerProviderContract {

    @TempDir
    static Path folder;

    private static Optional<TestCluster> cluster = Optional.empty();

    @BeforeAll
    static void startTheCluster() {
        Optional<String> missing = TestCluster.missing();
        Assumptions.assumeTrue(missing.isEmpty(), () -> "left out, real LXC guests cannot run here: " + missing.get());
        cluster = Optional.of(TestCluster.real(folder));
    }

    @AfterAll
    static void endTheCluster() {
        cluster.ifPresent(TestCluster::close);
    }

    @Override
    protected ContainerProvider open(String hubId) {
        return cluster.orElseThrow().open(hubId, folder.resolve(hubId), Map.of());
    }

    @Override
    protected Path newWorkspace() {
        try {
            return Files.createTempDirectory(folder, "workspace");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    protected Duration patience() {
        return Duration.ofMinutes(2);
    }
}
