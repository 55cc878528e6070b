package dev.sessionhub.provider.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.Secret;
import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.Container.State;
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
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is particular to environments that are directories and marked processes. */
class LocalEnvironmentsTest {

    private final String hubId = "hub-" + UUID.randomUUID().toString().substring(0, 8);

    @TempDir
    Path directory;

    @AfterEach
    void removeEverything() {
        ContainerProvider provider = open(directory);
        provider.list().forEach(container -> provider.remove(container.handle()));
    }

    @Test
    void a_restart_of_the_machine_shows_as_stopped_with_the_reason() throws IOException {
        ContainerHandle handle = running(open(directory));
        Path progress = directory.resolve(hubId).resolve(handle.id()).resolve("progress");
        Files.writeString(progress, Files.readString(progress).replaceAll("boot=.*", "boot=an-earlier-one"));
        ContainerProvider provider = open(directory);
        Container container = provider.find(handle).orElseThrow();
        assertThat(container.state()).isEqualTo(State.STOPPED);
        assertThat(container.reason()).contains("the machine was restarted");
        assertRefused(Code.CONFLICT, () -> provider.exec(handle, ExecSpec.of("true")));
        provider.start(handle);
        assertThat(provider.find(handle).orElseThrow().state()).isEqualTo(State.RUNNING);
    }

    @Test
    void a_damaged_file_is_named_and_can_be_removed() throws IOException {
        ContainerProvider provider = open(directory);
        for (String file : List.of("progress", "description")) {
            ContainerHandle handle = running(provider);
            Path damaged = directory.resolve(hubId).resolve(handle.id()).resolve(file);
            Files.writeString(damaged, "\\u00zz");
            assertThat(provider.list()).extracting(Container::handle).containsExactly(handle);
            assertThatThrownBy(() -> provider.exec(handle, ExecSpec.of("true")))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining(damaged.toString());
            provider.remove(handle);
            assertThat(provider.list()).isEmpty();
        }
    }

    @Test
    void only_the_hubs_user_can_read_what_is_kept() throws IOException {
        ContainerProvider provider = open(directory);
        ContainerHandle handle = provider.create(spec(Map.of("TOKEN", Secret.of("s3cr3t"))));
        Path kept = directory.resolve(hubId);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(kept.resolve(handle.id()))) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void a_long_state_directory_moves_the_run_directory_to_a_private_one_in_tmp() throws IOException {
        Path deep = Files.createDirectories(directory.resolve("d".repeat(100)));
        ContainerProvider provider = open(deep);
        ContainerHandle handle = running(provider);
        Path run = Path.of(output(provider, handle, "printf %s \"$SESSION_HUB_RUN\""));
        assertThat(run.toString()).startsWith("/tmp/session-hub-").hasSizeLessThanOrEqualTo(80);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run)))
                .isEqualTo("rwx------");
        provider.remove(handle);
        assertThat(run).doesNotExist();
    }

    @Test
    void a_run_directory_that_somebody_else_prepared_is_not_used() throws IOException {
        Path deep = Files.createDirectories(directory.resolve("d".repeat(100)));
        ContainerProvider provider = open(deep);
        for (String trap : List.of("link", "open", "file")) {
            ContainerHandle handle = provider.create(spec(Map.of()));
            Path run = RunDirectory.choose(deep, hubId, UUID.fromString(handle.id()));
            switch (trap) {
                case "link" -> Files.createSymbolicLink(run, Files.createTempDirectory(directory, "elsewhere"));
                case "open" ->
                    Files.setPosixFilePermissions(
                            Files.createDirectory(run), PosixFilePermissions.fromString("rwxrwxrwx"));
                default -> Files.createFile(run);
            }
            assertThatThrownBy(() -> provider.start(handle))
                    .as(trap)
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining(run.toString());
            provider.remove(handle);
            assertThat(Files.exists(run, LinkOption.NOFOLLOW_LINKS)).as(trap).isFalse();
        }
    }

    @Test
    void removal_does_not_follow_links_out_of_the_run_directory() throws IOException {
        ContainerProvider provider = open(directory);
        Path precious = Files.createDirectory(directory.resolve("precious"));
        Files.writeString(precious.resolve("file"), "mine");
        ContainerHandle handle = running(provider);
        output(provider, handle, "ln -s " + precious + " \"$SESSION_HUB_RUN\"/trap");
        provider.remove(handle);
        assertThat(precious.resolve("file")).hasContent("mine");
    }

    @Test
    void daemons_that_hide_from_their_parents_and_their_environment_end_with_a_stop() {
        ContainerProvider provider = open(directory);
        ContainerHandle handle = running(provider);
        String pids = output(
                provider,
                handle,
                ": >pids; setsid sh -c 'echo $$; (sleep 1000 & echo $!) ; env -i sleep 1001 & echo $!; wait' "
                        + "</dev/null >pids 2>/dev/null & "
                        + "while [ $(wc -l <pids) -lt 3 ]; do sleep 0.02; done; cat pids");
        provider.stop(handle, Duration.ZERO);
        assertThat(pids.lines()).hasSize(3);
        for (String pid : pids.lines().toList()) {
            assertThat(ProcessTable.read(Long.parseLong(pid)))
                    .as("process " + pid)
                    .isEmpty();
        }
    }

    @Test
    void a_hub_that_was_killed_while_making_one_leaves_nothing_for_ever() throws IOException {
        ContainerProvider provider = open(directory);
        provider.create(spec(Map.of()));
        Path left = Files.createDirectory(directory.resolve(hubId).resolve(".new-killed"));
        Files.writeString(left.resolve("description"), "secret.TOKEN=left behind");
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        assertThat(provider.list()).hasSize(1);
        provider.create(spec(Map.of()));
        assertThat(left).doesNotExist();
    }

    @Test
    void an_unknown_setting_is_named() {
        ProviderConfig config = new ProviderConfig("local", hubId, directory, Map.of("imagge", "x"));
        assertThatThrownBy(() -> new LocalProviderFactory().create(config)).hasMessageContaining("imagge");
    }

    @Test
    void health_says_which_tool_is_missing() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        ProviderConfig config = new ProviderConfig("local", hubId, directory, Map.of("path", empty.toString()));
        assertThat(new LocalProviderFactory().create(config).health().summary())
                .contains("git is missing", "tmux is missing", "setsid is missing");
    }

    @Test
    void health_says_when_tmux_is_too_old() {
        assertThat(Tools.tmuxProblem("tmux 3.1c"))
                .hasValueSatisfying(text -> assertThat(text).contains("3.1c", "3.2 or later"));
        assertThat(Tools.tmuxProblem("tmux 2.9a")).isPresent();
        assertThat(Tools.tmuxProblem("rubbish")).isPresent();
        for (String recent : List.of("tmux 3.2", "tmux 3.3a", "tmux 3.10", "tmux next-3.6", "tmux 4.0")) {
            assertThat(Tools.tmuxProblem(recent)).as(recent).isEmpty();
        }
    }

    @Test
    void a_full_environment_of_the_hub_gives_programs_only_what_they_need() {
        Variables variables = new Variables(
                Map.of("PATH", "/bin", "HOME", "/home/x", "DATABASE_URL", "postgresql://u:p@h/d", "AUTH_SECRET", "a"),
                Optional.empty());
        assertThat(variables.inherited())
                .containsExactlyInAnyOrderEntriesOf(Map.of("PATH", "/bin", "HOME", "/home/x", "LANG", "C.UTF-8"));
    }

    @Test
    void a_reader_does_not_wait_for_ever_for_output_whose_other_end_a_frozen_tmux_was_sent() throws Exception {
        ContainerProvider provider = open(directory);
        ContainerHandle handle = running(provider);
        String tmux = "tmux -S \"$SESSION_HUB_RUN/tmux.sock\" ";
        String pid = output(provider, handle, tmux + "new-session -d cat; " + tmux + "display-message -p '#{pid}'")
                .strip();
        output(provider, handle, "kill -STOP " + pid);
        ExecProcess client = provider.exec(
                handle,
                ExecSpec.of("sh", "-c", "echo $$ >\"$SESSION_HUB_RUN/pid\"; exec " + tmux + "-C attach-session"));
        CompletableFuture<String> end = new CompletableFuture<>();
        Thread reader = Thread.ofPlatform().daemon().start(() -> {
            try {
                end.complete("read to the end: " + client.stdout().readAllBytes().length);
            } catch (IOException closed) {
                end.complete("closed");
            }
        });
        String waits = output(
                provider,
                handle,
                "until grep -sq poll /proc/$(cat \"$SESSION_HUB_RUN/pid\")/wchan; do :; done 2>/dev/null; echo yes");
        assertThat(waits.strip()).isEqualTo("yes");
        client.close();
        assertThat(end.get(20, TimeUnit.SECONDS)).isEqualTo("closed");
        reader.join();
        output(provider, handle, "kill -CONT " + pid);
    }

    private ContainerProvider open(Path state) {
        return new LocalProviderFactory().create(new ProviderConfig("local", hubId, state, Map.of()));
    }

    private ContainerHandle running(ContainerProvider provider) {
        ContainerHandle handle = provider.create(spec(Map.of()));
        provider.start(handle);
        return handle;
    }

    private ContainerSpec spec(Map<String, Secret> secrets) {
        return new ContainerSpec(
                UUID.randomUUID(),
                "session",
                Optional.empty(),
                directory,
                List.of(),
                Map.of(),
                secrets,
                ResourceLimits.DEFAULTS,
                NetworkPolicy.HOST);
    }

    private static String output(ContainerProvider provider, ContainerHandle handle, String script) {
        try (ExecProcess process = provider.exec(handle, ExecSpec.of("sh", "-c", script))) {
            return new String(process.stdout().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static void assertRefused(Code code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
