package dev.sessionhub.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.proxmox.simulator.ProxmoxSimulator.Asked;
import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.WorkspaceTransfer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A guest as the template makes it, with its systemd, its SSH and its service. */
class GuestTest extends OnRealGuests {

    private static final String SCRIPT = "sh \"$SESSION_HUB_RUN/hub-session\" ";
    private static final String START = SCRIPT
            + "start --kind command --conversation 11111111-2222-3333-4444-555555555555 --"
            + " sh -c 'echo \"it is $WORD in $PWD\"; exec cat' </dev/null";

    @Test
    void tmux_and_the_agent_are_back_by_themselves_once_and_what_the_hub_stopped_is_not() throws Exception {
        try (ProxmoxProvider provider = cluster().open("hub", folder, Map.of())) {
            ContainerHandle handle = provider.create(spec());
            provider.start(handle);
            run(provider, handle, "cat >\"$SESSION_HUB_RUN/hub-session\"", script());
            assertThat(run(provider, handle, START, "")).contains("alive=yes");
            String boot = run(provider, handle, "cut -d' ' -f22 /proc/1/stat", "");
            assertThat(run(provider, handle, "cat \"$SESSION_HUB_RUN/boot\"", ""))
                    .contains("'command'")
                    .doesNotContain("s3cret");
            reboot(provider, handle);
            // Nobody but the guest's own service has started anything since.
            assertThat(run(provider, handle, SCRIPT + "look", "")).contains("alive=yes", "kind=command", "dead=0");
            assertThat(run(provider, handle, "cut -d' ' -f22 /proc/1/stat", "")).isNotEqualTo(boot);
            assertThat(run(provider, handle, SCRIPT + "screen", "")).contains("it is s3cret in /workspace");
            assertThat(run(provider, handle, "systemctl is-active session-hub-agent", ""))
                    .isEqualTo("active");
            assertThat(run(provider, handle, START, "")).contains("alive=yes");
            assertThat(run(provider, handle, "pgrep -c -x cat", "")).isEqualTo("1");
            run(provider, handle, SCRIPT + "forget", "");
            reboot(provider, handle);
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
        try (ProxmoxProvider provider = cluster().open("hub", folder, Map.of());
                ProxmoxProvider other = cluster().open("hub", folder, Map.of("ssh-key", key.toString()))) {
            ContainerHandle handle = provider.create(spec());
            provider.start(handle);
            run(provider, handle, "cat >>~/.ssh/authorized_keys", Files.readString(folder.resolve("ed25519.pub")));
            assertThat(run(other, handle, "echo open", "")).isEqualTo("open");
            provider.remove(handle);
        }
    }

    @Test
    void what_may_wait_does_not_travel_and_what_is_written_over_is_kept_in_a_snapshot_until_then() throws Exception {
        try (ProxmoxProvider provider = cluster().open("hub", folder, Map.of())) {
            ContainerHandle handle = provider.create(spec());
            provider.start(handle);
            WorkspaceTransfer transfer = provider.transfer().orElseThrow();
            Path up = Files.createDirectories(folder.resolve("up"));
            Files.writeString(up.resolve("file"), "1");
            transfer.upload(handle, up, "/workspace", _ -> {});
            assertThat(snapshotCalls()).isEmpty();
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
            assertThat(snapshotCalls()).containsExactly("GET", "POST", "DELETE");
            assertThat(run(provider, handle, "ls -A /workspace", "")).isEqualTo("file");
            provider.remove(handle);
        }
    }

    @Test
    void what_was_written_over_half_way_comes_back_from_the_snapshot() throws Exception {
        try (ProxmoxProvider provider = cluster().open("hub", folder, Map.of());
                ApiClient api = new ApiClient(settings())) {
            ContainerHandle handle = provider.create(spec());
            provider.start(handle);
            run(provider, handle, "cd /workspace && mkdir -p lib && echo mine >lib/file && ln -s lib/file link", "");
            Guests guests = new Guests(
                    api, new Pacer(Duration.ofMillis(100)), settings(), Identity.of(config()), System::nanoTime);
            assertThatThrownBy(() -> new Snapshots(guests).around("writing", guest(), () -> {
                        spoil(provider, handle);
                        throw new IllegalStateException("half-way");
                    }))
                    .hasMessage("half-way");
            assertThat(run(provider, handle, "ls -A /workspace", "")).isEqualTo("other");
            tell("/snapshot/" + Snapshots.NAME + "/rollback", Map.of("start", "1"));
            provider.start(handle);
            assertThat(run(provider, handle, "ls -A /workspace; cat /workspace/link", ""))
                    .isEqualTo("lib\nlink\nmine");
            provider.remove(handle);
        }
    }

    private static void spoil(ProxmoxProvider provider, ContainerHandle handle) {
        try {
            run(provider, handle, "rm -r /workspace/* && echo half >/workspace/other && sync", "");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> snapshotCalls() {
        return cluster().simulator().asked().stream()
                .filter(asked -> asked.path().contains(guest().path() + "/snapshot"))
                .map(Asked::method)
                .toList();
    }

    private static void reboot(ProxmoxProvider provider, ContainerHandle handle) throws InterruptedException {
        tell("/status/reboot", Map.of());
        assertThat(provider.find(handle).orElseThrow().state()).isEqualTo(Container.State.RUNNING);
    }

    /** What an administrator does to the guest. */
    private static void tell(String path, Map<String, String> parameters) throws InterruptedException {
        try (ApiClient api = new ApiClient(settings())) {
            String task = Lenient.text(api.call("POST", guest().path() + path, parameters, ApiClient.USUAL));
            new Tasks(api, new Pacer(Duration.ofMillis(100))).await("telling", task);
        }
    }

    private static String script() throws IOException {
        Path parts = Path.of(System.getProperty("hub.root"), "hub-core/src/main/resources/dev/sessionhub/core/agent");
        return Files.readString(parts.resolve("claude-watch")) + Files.readString(parts.resolve("hub-session"));
    }
}
