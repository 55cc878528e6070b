package dev.sessionhub.spi.tck.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

abstract class ExecClauses extends Clauses {

    private static final List<String> HOSTILE = List.of(
            "",
            " ",
            "a b",
            "'",
            "\"",
            "\\",
            "$HOME",
            "$(touch hacked)",
            "`touch hacked`",
            "; touch hacked",
            "&& touch hacked",
            "> hacked",
            "a\nb",
            "\t",
            "-rf",
            "--",
            "*",
            "~",
            "!!",
            "%s%n",
            "é漢😀",
            "\u001b[31m",
            "x".repeat(100_000));

    ExecClauses(ContainerProviderContract contract) {
        super(contract);
    }

    @Test
    void the_exit_code_is_the_programs() {
        ContainerHandle handle = bench().running();
        for (int code : List.of(0, 1, 42, 255)) {
            assertThat(bench().sh(handle, "exit " + code).exitCode())
                    .as("waitFor: its exit code")
                    .isEqualTo(code);
        }
        assertThat(bench().sh(handle, "kill -KILL $$").exitCode())
                .as("waitFor: 128 + N if signal N ended it")
                .isEqualTo(137);
        assertThat(bench().sh(handle, "kill -TERM $$").exitCode())
                .as("waitFor: 128 + N if signal N ended it")
                .isEqualTo(143);
    }

    @Test
    void a_running_program_has_no_exit_code_yet() throws Exception {
        ContainerHandle handle = bench().running();
        try (ExecProcess cat = provider().exec(handle, ExecSpec.of("cat"))) {
            assertThat(cat.waitFor(Duration.ZERO))
                    .as("waitFor(zero): asks without waiting; empty if it is still running")
                    .isEmpty();
            assertThat(cat.waitFor(Duration.ofMillis(50)))
                    .as("waitFor(limit): empty if it is still running")
                    .isEmpty();
            cat.stdin().close();
            assertThat(cat.waitFor()).as("waitFor: its exit code").isZero();
            assertThat(cat.waitFor(Duration.ZERO))
                    .as("waitFor can be asked again")
                    .hasValue(0);
        }
    }

    @Test
    void a_program_that_does_not_exist_is_named() {
        ContainerHandle handle = bench().running();
        for (String program : List.of("no-such-program", "/no/such/program", "$(touch hacked)")) {
            assertThat(startingFails(handle, ExecSpec.of(program, "argument")))
                    .as("exec: INVALID_REQUEST if the program does not exist, or an exit with 126 or 127: " + program)
                    .isTrue();
        }
        assertThat(bench().sh(handle, "ls").out())
                .as("no shell reads the command")
                .isEmpty();
    }

    @Test
    void a_working_directory_that_does_not_exist_is_named() {
        ContainerHandle handle = bench().running();
        ExecSpec spec = new ExecSpec(List.of("true"), Map.of(), Optional.of("/no/such/directory"));
        assertThat(startingFails(handle, spec))
                .as("exec: INVALID_REQUEST if the directory does not exist, or an exit with 126 or 127")
                .isTrue();
    }

    @Test
    void arguments_arrive_as_they_are() {
        ContainerHandle handle = bench().running();
        for (String hostile : HOSTILE) {
            Ended printed = bench().run(handle, ExecSpec.of("printf", "%s|%s", hostile, "end"));
            assertThat(printed)
                    .as("exec: arguments are passed on as they are; no shell reads them")
                    .isEqualTo(new Ended(0, hostile + "|end", ""));
        }
        assertThat(bench().sh(handle, "ls").out())
                .as("no shell reads the arguments")
                .isEmpty();
    }

    @Test
    void a_program_starts_in_its_working_directory() {
        ContainerHandle handle = bench().running();
        assertThat(bench().run(handle, new ExecSpec(List.of("pwd"), Map.of(), Optional.of("/usr")))
                        .out())
                .as("ExecSpec.workingDirectory: absolute path inside")
                .isEqualTo("/usr\n");
    }

    private boolean startingFails(ContainerHandle handle, ExecSpec spec) {
        try {
            return List.of(126, 127).contains(bench().run(handle, spec).exitCode());
        } catch (ProviderException refusal) {
            assertThat(refusal.code())
                    .as(
                            "exec: INVALID_REQUEST if the program or directory does not exist, or the process ends with 126 or 127")
                    .isEqualTo(Code.INVALID_REQUEST);
            return true;
        }
    }
}
