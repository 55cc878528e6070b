package dev.sessionhub.spi.tck.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.Secret;
import dev.sessionhub.spi.container.Capability;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

abstract class SurroundingsClauses extends Clauses {

    /** What a program may have in common with the hub: who its user is and how that user speaks. */
    private static final Set<String> COMMON =
            Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "TZ", "PWD", "OLDPWD", "SHLVL", "SHELL", "_", "TERM");

    SurroundingsClauses(ContainerProviderContract contract) {
        super(contract);
    }

    @Test
    void a_program_starts_in_the_workspace() {
        ContainerSpec spec = bench().spec();
        ContainerHandle handle = bench().running(spec);
        String expected = has(Capability.HOST_FILES) ? spec.workspace().toString() : ContainerSpec.WORKSPACE_TARGET;
        assertThat(bench().run(handle, ExecSpec.of("pwd", "-P")).out().strip())
                .as("ExecSpec.workingDirectory: empty means the workspace")
                .isEqualTo(expected);
    }

    @Test
    void the_workspace_is_shared_where_the_provider_says_so() throws IOException {
        ContainerSpec spec = bench().spec();
        ContainerHandle handle = bench().running(spec);
        if (has(Capability.HOST_FILES) || has(Capability.BIND_MOUNTS)) {
            Files.writeString(spec.workspace().resolve("from-hub"), "hello");
            assertThat(bench().sh(handle, "cat from-hub; echo back > from-inside")
                            .out())
                    .as("HOST_FILES, BIND_MOUNTS: a program starts in the workspace and reads what the hub wrote there")
                    .isEqualTo("hello");
            assertThat(spec.workspace().resolve("from-inside"))
                    .as("HOST_FILES, BIND_MOUNTS: the hub finds in the workspace what a program wrote there")
                    .hasContent("back");
        } else {
            assertThat(provider().transfer())
                    .as("transfer: present exactly then")
                    .isPresent();
        }
    }

    @Test
    void programs_see_the_variables_of_environment_and_exec() {
        ContainerHandle handle = bench().running(bench().spec(
                        Map.of("PLAIN", "a b", "HARD", "q'\"$(id)\nsecond é漢😀", "BOTH", "environment"),
                        Map.of("TOKEN", Secret.of("s3cr3t 'x'"))));
        ExecSpec spec = new ExecSpec(
                List.of("sh", "-c", "printf '%s|%s|%s|%s|%s' \"$PLAIN\" \"$HARD\" \"$BOTH\" \"$TOKEN\" \"$OWN\""),
                Map.of("BOTH", "exec", "OWN", "mine"),
                Optional.empty());
        assertThat(bench().run(handle, spec).out())
                .as("exec: sees the environment's variables and secrets, those of the exec's spec win")
                .isEqualTo("a b|q'\"$(id)\nsecond é漢😀|exec|s3cr3t 'x'|mine");
    }

    @Test
    void the_run_directory_keeps_its_promise() {
        ContainerHandle first = bench().running();
        ContainerHandle second = bench().running();
        String run = bench().sh(first, "printf %s \"$SESSION_HUB_RUN\"").out();
        assertThat(run.getBytes(StandardCharsets.UTF_8).length)
                .as("SESSION_HUB_RUN is at most 80 bytes long")
                .isBetween(1, 80);
        assertThat(bench().sh(first, "cd \"$SESSION_HUB_RUN\" && touch probe && stat -c %a .")
                        .out())
                .as("SESSION_HUB_RUN is writable and private")
                .matches("7[0-7]0\n");
        assertThat(bench().sh(second, "ls \"$SESSION_HUB_RUN\"").out())
                .as("SESSION_HUB_RUN is private to the environment")
                .isEmpty();
    }

    @Test
    void nothing_of_the_hubs_own_environment_reaches_a_program() {
        ContainerHandle handle = bench().running();
        List<String> inside =
                Arrays.asList(bench().run(handle, ExecSpec.of("env")).out().split("\n", -1));
        List<String> leaked = new ArrayList<>();
        System.getenv().forEach((name, value) -> {
            if (!COMMON.contains(name) && !name.startsWith("LC_") && inside.contains(name + "=" + value)) {
                leaked.add(name);
            }
        });
        assertThat(leaked)
                .as("exec: a program sees nothing of the hub's own environment")
                .isEmpty();
        assertThat(System.getenv().keySet())
                .as("this test proves something only if the hub has variables of its own; run it with some")
                .anyMatch(name -> !COMMON.contains(name));
    }

    @Test
    void a_secret_is_in_no_argument_and_no_description() throws IOException {
        String value = "secret-" + System.nanoTime();
        ContainerHandle handle = bench().running(bench().spec(Map.of(), Map.of("TOKEN", Secret.of(value))));
        try (ExecProcess process = provider().exec(handle, ExecSpec.of("cat"))) {
            assertThat(process.waitFor(Duration.ofMillis(100)))
                    .as("waitFor: empty while it is running")
                    .isEmpty();
            assertThat(argumentsOfEveryProcess())
                    .as("secrets: not visible to other users of the holding machine")
                    .noneMatch(arguments -> arguments.contains(value));
        }
        assertThat(look(handle) + " " + provider().list() + " " + provider())
                .as("secrets: not kept in any description that can be read back")
                .doesNotContain(value);
    }

    private static List<String> argumentsOfEveryProcess() throws IOException {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                try {
                    found.add(Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1));
                } catch (IOException _) {
                    found.add("");
                }
            }
        }
        return found;
    }
}
