package dev.sessionhub.spi.tck.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.Container.State;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.ExecSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

abstract class LifecycleClauses extends Clauses {

    private static final Duration GRACE = Duration.ofSeconds(10);

    LifecycleClauses(ContainerProviderContract contract) {
        super(contract);
    }

    @Test
    void a_created_environment_exists_and_is_not_started() {
        ContainerSpec spec = bench().spec();
        ContainerHandle handle = provider().create(spec);
        Container container = look(handle);
        assertThat(container.state())
                .as("create: makes an environment, not started")
                .isEqualTo(State.CREATED);
        assertThat(container.sessionId())
                .as("Container: the session on its label")
                .isEqualTo(spec.sessionId());
        assertThat(container.handle())
                .as("find: answers with the handle asked for")
                .isEqualTo(handle);
        assertThat(container.startedAt())
                .as("Container.startedAt: empty if never started")
                .isEmpty();
        assertRefused(
                "exec: CONFLICT if the environment is not running",
                Code.CONFLICT,
                () -> provider().exec(handle, ExecSpec.of("true")).close());
    }

    @Test
    void exec_works_when_start_returns() {
        ContainerHandle handle = bench().created();
        provider().start(handle);
        assertThatCode(() -> provider().exec(handle, ExecSpec.of("true")).close())
                .as("start: exec works when it returns")
                .doesNotThrowAnyException();
        assertThat(bench().sh(handle, "exit 7").exitCode())
                .as("start: exec works when it returns")
                .isEqualTo(7);
        assertThat(look(handle).state()).as("find: how it is now").isEqualTo(State.RUNNING);
        assertThat(look(handle).startedAt().orElseThrow())
                .as("Container.startedAt: when it was last started")
                .isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES));
    }

    @Test
    void starting_what_runs_does_nothing() {
        ContainerHandle handle = bench().running();
        Instant started = look(handle).startedAt().orElseThrow();
        String pid = startInBackground(handle);
        provider().start(handle);
        assertThat(look(handle).startedAt())
                .as("start: does nothing if it is running")
                .contains(started);
        assertThat(bench().lives(handle, pid))
                .as("start: does nothing if it is running")
                .isTrue();
    }

    @Test
    void stopping_what_does_not_run_does_nothing() {
        ContainerHandle handle = bench().created();
        provider().stop(handle, GRACE);
        assertThat(look(handle).state())
                .as("stop: does nothing if it is not running")
                .isEqualTo(State.CREATED);
        provider().start(handle);
        provider().stop(handle, GRACE);
        provider().stop(handle, GRACE);
        assertThat(look(handle).state()).as("stop twice").isEqualTo(State.STOPPED);
        assertRefused(
                "exec: CONFLICT if the environment is not running",
                Code.CONFLICT,
                () -> provider().exec(handle, ExecSpec.of("true")).close());
    }

    @Test
    void files_stay_over_stop_and_start() throws IOException {
        ContainerSpec spec = bench().spec();
        ContainerHandle handle = bench().running(spec);
        assertThat(bench().sh(handle, "echo kept > workspace-file && echo kept > $SESSION_HUB_RUN/run-file"))
                .as("exec: a program can write to its workspace, where it starts, and to SESSION_HUB_RUN")
                .isEqualTo(new Ended(0, "", ""));
        provider().stop(handle, GRACE);
        provider().start(handle);
        assertThat(bench().sh(handle, "cat workspace-file $SESSION_HUB_RUN/run-file")
                        .out())
                .as("stop: the files stay; SESSION_HUB_RUN is kept over stop and start")
                .isEqualTo("kept\nkept\n");
        assertThat(spec.workspace()).as("stop: the files stay").isDirectory();
    }

    @Test
    void every_process_ends_with_a_stop() {
        ContainerHandle handle = bench().running();
        String plain = startInBackground(handle);
        String stubborn = bench().sh(
                        handle,
                        "tmux -S $SESSION_HUB_RUN/stubborn new-session -d -P -F '#{pane_pid}' "
                                + "\"exec sh -c 'trap \\\"\\\" TERM HUP INT; while :; do sleep 1000; done'\"")
                .out()
                .strip();
        provider().stop(handle, Duration.ZERO);
        provider().start(handle);
        for (String pid : List.of(plain, stubborn)) {
            assertThat(bench().lives(handle, pid))
                    .as("stop: every process in it ends; zero grace kills at once")
                    .isFalse();
        }
        assertThat(bench().sh(handle, "tmux -S $SESSION_HUB_RUN/background has-session")
                        .exitCode())
                .as("stop: every process in it ends, also those with a session of their own")
                .isNotZero();
    }

    @Test
    void a_program_that_cleans_up_within_the_grace_is_let_do_so() {
        ContainerHandle handle = bench().running();
        bench().sh(
                        handle,
                        "tmux -S $SESSION_HUB_RUN/t new-session -d \"sh -c 'trap \\\"echo clean > cleaned; exit 0\\\" "
                                + "TERM HUP; echo ready > ready; while :; do sleep 0.1; done'\"");
        bench().await(
                        "the program in tmux starts",
                        () -> bench().sh(handle, "test -e ready").exitCode() == 0);
        provider().stop(handle, GRACE);
        provider().start(handle);
        assertThat(bench().sh(handle, "cat cleaned").out())
                .as("stop: asks programs to end, and kills what is left after the grace")
                .isEqualTo("clean\n");
    }

    @Test
    void what_is_removed_does_not_exist() throws IOException {
        for (boolean started : List.of(false, true)) {
            ContainerSpec spec = bench().spec();
            Path file = Files.writeString(spec.workspace().resolve("mine"), "precious");
            ContainerHandle handle = provider().create(spec);
            if (started) {
                provider().start(handle);
            }
            provider().remove(handle);
            assertThat(provider().find(handle)).as("find after remove").isEmpty();
            assertThat(provider().list()).as("list after remove").isEmpty();
            assertThat(file).as("remove: the workspace is not touched").hasContent("precious");
            provider().remove(handle);
            assertGone(handle);
            ContainerHandle again = provider().create(spec);
            assertThat(look(again).state())
                    .as("create after remove: an environment of the same session can be made again")
                    .isEqualTo(State.CREATED);
            provider().remove(again);
        }
    }

    @Test
    void what_never_existed_is_certainly_not_there() {
        String name = bench().created().provider();
        for (String id : List.of("nothing", "../../etc", "00000000-0000-0000-0000-000000000000", "-rf", "a/b", "%2e")) {
            ContainerHandle handle = new ContainerHandle(name, id);
            assertThat(provider().find(handle)).as("find: empty for " + handle).isEmpty();
            provider().remove(handle);
            assertGone(handle);
        }
        assertThat(provider().list())
                .as("remove of another leaves this one alone")
                .hasSize(1);
    }

    private void assertGone(ContainerHandle handle) {
        assertRefused("start: NOT_FOUND", Code.NOT_FOUND, () -> provider().start(handle));
        assertRefused("stop: NOT_FOUND", Code.NOT_FOUND, () -> provider().stop(handle, GRACE));
        assertRefused(
                "exec: NOT_FOUND",
                Code.NOT_FOUND,
                () -> provider().exec(handle, ExecSpec.of("true")).close());
    }

    /** Starts a process that outlives its exec; answers its number. */
    private String startInBackground(ContainerHandle handle) {
        return bench().sh(
                        handle,
                        "tmux -S $SESSION_HUB_RUN/background new-session -d -P -F '#{pane_pid}' 'exec sleep 1000'")
                .out()
                .strip();
    }
}
