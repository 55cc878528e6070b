package dev.sessionhub.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.proxmox.simulator.ProxmoxSimulator.Asked;
import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.Secret;
import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import dev.sessionhub.spi.container.NetworkPolicy;
import dev.sessionhub.spi.container.ResourceLimits;
import dev.sessionhub.spi.container.WorkspaceTransfer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guest as the template makes it, with its systemd, its SSH and its service. */
class GuestTest {

    private static final String SCRIPT = "sh \"$SESSION_HUB_RUN/hub-session\" ";
    private static final String START = SCRIPT
            + "start --kind command --conversation 11111111-2222-3333-4444-555555555555 --"
            + " sh -c 'echo \"it is $WORD in $PWD\"; exec cat' </dev/null";

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
    }

    @Test
    void tmux_and_the_agent_are_back_by_themselves_once_and_what_the_hub_stopped_is_not() throws Exception {
        TestCluster cluster = opened.orElseThrow();
        try (ProxmoxProvider provider = cluster.open("hub", folder, Map.of())) {
            ContainerHandle handle = provider.create(spec());
            provider.start(handle);
            run(provider, handle, "cat >\"$SESSION_HUB_RUN/hub-session\"", script());
            assertThat(run(provider, handle, START, "")).contains("alive=yes");
            String boot = run(provider, handle, "cut -d' ' -f22 /proc/1/stat", "");
            assertThat(run(provider, handle, "cat \"$SESSION_HUB_RUN/boot\"", ""))
                    .contains("'command'")
                    .doesNotContain("s3cret");
            reboot(cluster, provider, handle);
            // Nobody but the guest's own service has started anything since.
            assertThat(run(provider, handle, SCRIPT + "look", "")).contains("alive=yes", "kind=command", "dead=0");
            assertThat(run(provider, handle, "cut -d' ' -f22 /proc/1/stat", "")).isNotEqualTo(boot);
            assertThat(run(provider, handle, SCRIPT + "screen", "")).contains("it is s3cret in /workspace");
            assertThat(run(provider, handle, "systemctl is-active session-hub-agent", ""))
                    .isEqualTo("active");
            assertThat(run(provider, handle, START, "")).contains("alive=yes");
            assertThat(run(provider, handle, "pgrep -c -x cat", "")).isEqualTo("1");
            run(provider, handle, SCRIPT + "forget", "");
            reboot(cluster, provider, handle);
            assertThat(run(provider, handle, SCRIPT + "look", "")).isEqualTo("alive=no");
            provider.remove(handle);
        }
    }

    @Test
    void a_key_of_ed25519_opens_a_guest_too() throws Exception {
        Path key = folder.resolve("ed25519");
        Process keygen =
                new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString()).start();
        assertThat(keygen.waitFor()).isZero();
        TestCluster cluster = opened.orElseThrow();
        try (ProxmoxProvider provider = cluster.open("hub", folder, Map.of());
                ProxmoxProvider other = cluster.open("hub", folder, Map.of("ssh-key", key.toString()))) {
            ContainerHandle handle = provider.create(spec());
            provider.start(handle);
            run(provider, handle, "cat >>~/.ssh/authorized_keys", Files.readString(folder.resolve("ed25519.pub")));
            assertThat(run(other, handle, "echo open", "")).isEqualTo("open");
            provider.remove(handle);
        }
    }

    @Test
    void what_may_wait_does_not_travel_and_what_is_written_over_is_kept_in_a_snapshot_until_then() throws Exception {
        TestCluster cluster = opened.orElseThrow();
        try (ProxmoxProvider provider = cluster.open("hub", folder, Map.of())) {
            ContainerHandle handle = provider.create(spec());
            provider.start(handle);
            WorkspaceTransfer transfer = provider.transfer().orElseThrow();
            Path up = Files.createDirectories(folder.resolve("up"));
            Files.writeString(up.resolve("file"), "1");
            transfer.upload(handle, up, "/workspace", _ -> {});
            assertThat(snapshotCalls(cluster)).isEmpty();
            run(
                    provider,
                    handle,
                    "mkdir -p /workspace/lib/.git /workspace/.git && cd /workspace && echo o >.env"
                            + " && echo c >.git/commits && echo n >lib/.git/nested && head -c 1000000 /dev/zero >lib/large",
                    "");
            Path back = folder.resolve("back");
            transfer.download(handle, "/workspace", back, Set.of("lib"), _ -> {});
            assertThat(back.resolve("lib")).doesNotExist();
            assertThat(back.resolve(".env")).hasContent("o");
            assertThat(back.resolve(".git/commits")).hasContent("c");
            transfer.download(handle, "/workspace", back, _ -> {});
            assertThat(back.resolve("lib/large")).hasSize(1_000_000);
            transfer.upload(handle, up, "/workspace", _ -> {});
            assertThat(snapshotCalls(cluster)).containsExactly("GET", "POST", "DELETE");
            assertThat(run(provider, handle, "ls -A /workspace", "")).isEqualTo("file");
            provider.remove(handle);
        }
    }

    private static List<String> snapshotCalls(TestCluster cluster) {
        return cluster.simulator().asked().stream()
                .filter(asked -> asked.path().contains("/snapshot"))
                .map(Asked::method)
                .toList();
    }

    private static void reboot(TestCluster cluster, ProxmoxProvider provider, ContainerHandle handle)
            throws InterruptedException {
        ProviderConfig config = new ProviderConfig("pve", "hub", folder, cluster.settings());
        try (ApiClient api = new ApiClient(Settings.of(config))) {
            Guest guest = cluster.simulator().cluster().guests().stream()
                    .filter(one -> one.id() != 150)
                    .map(one -> new Guest(one.node(), one.id()))
                    .findFirst()
                    .orElseThrow();
            String task = Lenient.text(api.call("POST", guest.path() + "/status/reboot", Map.of(), ApiClient.USUAL));
            new Tasks(api, new Pacer(Duration.ofMillis(100))).await("rebooting", task);
        }
        assertThat(provider.find(handle).orElseThrow().state()).isEqualTo(Container.State.RUNNING);
    }

    private static String script() throws IOException {
        Path parts = Path.of(System.getProperty("hub.root"), "hub-core/src/main/resources/dev/sessionhub/core/agent");
        return Files.readString(parts.resolve("claude-watch")) + Files.readString(parts.resolve("hub-session"));
    }

    private static String run(ProxmoxProvider provider, ContainerHandle handle, String text, String input)
            throws IOException {
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

    private static ContainerSpec spec() {
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
