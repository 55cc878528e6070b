package dev.sessionhub.spi.tck.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

abstract class EndingClauses extends Clauses {

    EndingClauses(ContainerProviderContract contract) {
        super(contract);
    }

    @Test
    void close_ends_the_program_and_what_it_started() {
        ContainerHandle handle = bench().running();
        String script = "sleep 1000 & echo $!; sh -c 'sleep 1001 & echo $!; wait' & wait";
        ExecProcess process = provider().exec(handle, ExecSpec.of("sh", "-c", script));
        BufferedReader lines = new BufferedReader(new InputStreamReader(process.stdout(), StandardCharsets.UTF_8));
        String child = line(lines);
        String grandchild = line(lines);
        assertThat(bench().lives(handle, child))
                .as("exec: a program and what it started live until it ends or is closed")
                .isTrue();
        process.close();
        assertEnds("close: ends every process it started", handle, child);
        assertEnds("close: ends every process it started", handle, grandchild);
    }

    @Test
    void close_ends_what_a_finished_program_left_running() {
        ContainerHandle handle = bench().running();
        String pid = bench().sh(handle, "sleep 1000 >/dev/null 2>&1 </dev/null & echo $!")
                .out()
                .strip();
        assertEnds("exec: only processes with a session of their own outlive it", handle, pid);
    }

    @Test
    void close_ends_a_program_that_does_not_want_to() {
        ContainerHandle handle = bench().running();
        ExecProcess process = provider()
                .exec(handle, ExecSpec.of("sh", "-c", "trap '' TERM HUP INT; echo $$; while :; do sleep 1000; done"));
        String pid = line(new BufferedReader(new InputStreamReader(process.stdout(), StandardCharsets.UTF_8)));
        process.close();
        assertEnds("close: ends the program if it runs", handle, pid);
    }

    @Test
    void a_process_with_a_session_of_its_own_outlives_close() {
        ContainerHandle handle = bench().running();
        ExecProcess process = provider()
                .exec(
                        handle,
                        ExecSpec.of(
                                "sh",
                                "-c",
                                "tmux -S $SESSION_HUB_RUN/own new-session -d -P -F '#{pid}' cat; exec sleep 1000"));
        String server = line(new BufferedReader(new InputStreamReader(process.stdout(), StandardCharsets.UTF_8)));
        process.close();
        assertThat(bench().lives(handle, server))
                .as("exec: processes that made themselves a session of their own (as tmux does) outlive it")
                .isTrue();
        assertThat(bench().sh(handle, "tmux -S $SESSION_HUB_RUN/own has-session")
                        .exitCode())
                .as("exec: a tmux server outlives the exec that started it, and answers")
                .isZero();
    }

    @Test
    void close_ends_a_read_that_blocks() {
        ContainerHandle handle = bench().running();
        ExecProcess process = provider().exec(handle, ExecSpec.of("cat"));
        CompletableFuture<Boolean> reader = bench().inBackground(() -> readToTheEnd(process));
        process.close();
        assertThat(bench().get("close: reads that block in another thread end", reader))
                .as("close: reads that block in another thread end")
                .isTrue();
    }

    @Test
    void close_ends_a_read_though_a_daemon_holds_the_output_open() {
        ContainerHandle handle = bench().running();
        ExecProcess process =
                provider().exec(handle, ExecSpec.of("sh", "-c", "setsid sleep 1000 & echo started; exec cat"));
        BufferedReader lines = new BufferedReader(new InputStreamReader(process.stdout(), StandardCharsets.UTF_8));
        assertThat(line(lines))
                .as("stdout: what the program writes can be read while it runs")
                .isEqualTo("started");
        CompletableFuture<Boolean> reader = bench().inBackground(() -> readToTheEnd(process));
        process.close();
        assertThat(bench().get("close: reads that block in another thread end", reader))
                .as("close: reads that block in another thread end")
                .isTrue();
    }

    @Test
    void closing_again_or_after_the_end_does_nothing() {
        ContainerHandle handle = bench().running();
        ExecProcess process = provider().exec(handle, ExecSpec.of("true"));
        assertThat(process.waitFor()).as("waitFor: the exit code").isZero();
        process.close();
        process.close();
        assertThat(process.waitFor(Duration.ZERO))
                .as("the exit code stays known")
                .hasValue(0);
    }

    @Test
    void a_stop_ends_every_program() {
        ContainerHandle handle = bench().running();
        try (ExecProcess process = provider().exec(handle, ExecSpec.of("sleep", "1000"))) {
            provider().stop(handle, Duration.ofSeconds(5));
            assertThat(process.waitFor(bench().patience()))
                    .as("exec: it lives at the latest until the environment stops")
                    .isPresent();
            assertThat(process.waitFor())
                    .as("a stopped program did not succeed")
                    .isNotZero();
            assertThat(readToTheEnd(process))
                    .as("stdout: ends with the program")
                    .isTrue();
        }
    }

    private void assertEnds(String clause, ContainerHandle handle, String pid) {
        assertThat(pid)
                .as("stdout: what the program writes can be read while it runs")
                .matches("[0-9]+");
        bench().await(clause, () -> !bench().lives(handle, pid));
    }

    private String line(BufferedReader lines) {
        return bench().get(bench().inBackground(() -> String.valueOf(lines.readLine())));
    }

    private static boolean readToTheEnd(ExecProcess process) {
        try {
            process.stdout().transferTo(OutputStream.nullOutputStream());
        } catch (IOException _) {
            return true;
        }
        return true;
    }
}
