package dev.sessionhub.provider.proxmox;

import dev.sessionhub.proxmox.simulator.cluster.Cluster;
import dev.sessionhub.proxmox.simulator.guests.GuestHost;
import dev.sessionhub.proxmox.simulator.guests.MemoryHost;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.NetworkPolicy;
import dev.sessionhub.spi.container.ResourceLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests that need a cluster of their own each, on guests in memory. */
abstract class InMemoryCluster {

    @TempDir
    Path folder;

    private Optional<TestCluster> opened = Optional.empty();

    GuestHost host() {
        return new MemoryHost();
    }

    @BeforeEach
    void startTheCluster() throws Exception {
        opened = Optional.of(TestCluster.inMemory(folder, host()));
    }

    @AfterEach
    void endTheCluster() {
        opened.ifPresent(TestCluster::close);
    }

    TestCluster opened() {
        return opened.orElseThrow();
    }

    Cluster cluster() {
        return opened().simulator().cluster();
    }

    ProxmoxProvider open(Map<String, String> changes) {
        return opened().open("hub", folder, changes);
    }

    ContainerSpec spec() {
        return new ContainerSpec(
                UUID.randomUUID(),
                "test",
                Optional.empty(),
                folder,
                List.of(),
                Map.of(),
                Map.of(),
                ResourceLimits.DEFAULTS,
                NetworkPolicy.HOST);
    }
}
