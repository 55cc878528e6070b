package dev.sessionhub.provider.proxmox;

import dev.sessionhub.proxmox.simulator.guests.LxcHost;
import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.Secret;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import dev.sessionhub.spi.container.NetworkPolicy;
import dev.sessionhub.spi.container.ResourceLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests that need guests with all that the template gives them; one cluster for those of a class. */
abstract class OnRealGuests {

    @TempDir
    static Path folder;

    private static Optional<TestCluster> opened = Optional.empty();

    @BeforeAll
    static void startTheCluster() {
        Optional<String> missing = TestCluster.missing();
        Assumptions.assumeTrue(missing.isEmpty(), () -> "left out, real LXC guests cannot run here: " + missing.get());
        opened = Optional.of(TestCluster.real(folder));
    }

    @AfterAll
    static void endTheCluster() {
        opened.ifPresent(TestCluster::close);
        opened = Optional.empty();
    }

    static TestCluster cluster() {
        return opened.orElseThrow();
    }

    static LxcHost host() {
        return (LxcHost) cluster().simulator().host();
    }

    static Settings settings() {
        return Settings.of(config());
    }

    static ProviderConfig config() {
        return new ProviderConfig("pve", "hub", folder, cluster().settings());
    }

    /** The only guest there is. */
    static Guest guest() {
        return cluster().simulator().cluster().guests().stream()
                .filter(one -> one.id() != 150)
                .map(one -> new Guest(one.node(), one.id()))
                .findFirst()
                .orElseThrow();
    }

    static String run(ProxmoxProvider provider, ContainerHandle handle, String text, String input) throws IOException {
        try (ExecProcess process = provider.exec(handle, ExecSpec.of("sh", "-c", text))) {
            if (!input.isEmpty()) {
                process.stdin().write(input.getBytes(StandardCharsets.UTF_8));
                process.stdin().close();
            }
            String output = new String(process.stdout().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output.strip();
        }
    }

    static ContainerSpec spec() {
        return new ContainerSpec(
                UUID.randomUUID(),
                "reboot",
                Optional.empty(),
                folder,
                List.of(),
                Map.of(),
                Map.of("WORD", Secret.of("s3cret")),
                ResourceLimits.DEFAULTS,
                NetworkPolicy.HOST);
    }
}
