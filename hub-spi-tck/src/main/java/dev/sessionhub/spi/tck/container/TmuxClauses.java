package dev.sessionhub.spi.tck.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The hub's terminal is a tmux server inside the environment, reached through exec. */
abstract class TmuxClauses extends Clauses {

    private static final Pattern VERSION = Pattern.compile("tmux (?:next-)?(\\d+)\\.(\\d+).*\\n");

    TmuxClauses(ContainerProviderContract contract) {
        super(contract);
    }

    @Test
    void the_programs_that_every_environment_offers_are_there() {
        ContainerHandle handle = bench().running();
        Matcher version = VERSION.matcher(bench().sh(handle, "tmux -V").out());
        assertThat(version.matches()).as("an environment offers tmux").isTrue();
        assertThat(Integer.parseInt(version.group(1)) * 100 + Integer.parseInt(version.group(2)))
                .as("an environment offers tmux 3.2 or later")
                .isGreaterThanOrEqualTo(302);
        assertThat(bench().sh(handle, "git --version").out())
                .as("an environment offers git")
                .startsWith("git version ");
    }

    @Test
    void a_server_lives_from_exec_to_exec_and_answers_in_control_mode() throws IOException {
        ContainerHandle handle = bench().running();
        assertThat(tmux(handle, "new-session -d -s main -x 80 -y 24 cat").exitCode())
                .as("exec: tmux starts a server with a session of its own")
                .isZero();
        for (int attach = 0; attach < 3; attach++) {
            try (ExecProcess client = provider()
                    .exec(handle, ExecSpec.of("sh", "-c", "exec tmux -S $SESSION_HUB_RUN/tck -C attach -t main"))) {
                client.stdin().write("display-message -p 'hello #{session_name}'\n".getBytes(StandardCharsets.UTF_8));
                client.stdin().flush();
                BufferedReader shown =
                        new BufferedReader(new InputStreamReader(client.stdout(), StandardCharsets.UTF_8));
                String answer = bench().get(bench().inBackground(() -> lineStarting(shown, "hello ")));
                assertThat(answer)
                        .as("control mode answers through exec's streams")
                        .isEqualTo("hello main");
            }
            assertThat(tmux(handle, "has-session -t main").exitCode())
                    .as("the server survives the end of a client's exec")
                    .isZero();
        }
    }

    @Test
    void what_is_typed_arrives_and_what_is_shown_comes_back() throws IOException {
        ContainerHandle handle = bench().running();
        tmux(handle, "new-session -d -s main -x 80 -y 24 cat");
        try (ExecProcess client = provider()
                .exec(handle, ExecSpec.of("sh", "-c", "exec tmux -S $SESSION_HUB_RUN/tck -C attach -t main"))) {
            BufferedReader shown = new BufferedReader(new InputStreamReader(client.stdout(), StandardCharsets.UTF_8));
            assertThat(bench().get(bench().inBackground(() -> lineStarting(shown, "%session-changed "))))
                    .as("the control client is attached")
                    .contains("main");
            client.stdin().write("send-keys -H 68 69 0d\n".getBytes(StandardCharsets.UTF_8));
            client.stdin().flush();
            assertThat(bench().get(
                                    "a pane's output comes through control mode",
                                    bench().inBackground(() -> lineStarting(shown, "%output "))))
                    .as("a pane's output comes through control mode")
                    .contains("h");
            client.stdin().close();
            assertThat(client.waitFor(bench().patience()))
                    .as("end of input ends the control client")
                    .isPresent();
        }
    }

    @Test
    void a_server_ends_with_the_environment() {
        ContainerHandle handle = bench().running();
        tmux(handle, "new-session -d -s main cat");
        provider().stop(handle, Duration.ofSeconds(5));
        provider().start(handle);
        assertThat(tmux(handle, "has-session -t main").exitCode())
                .as("stop: every process in it ends")
                .isNotZero();
        assertThat(tmux(handle, "new-session -d -s again cat").exitCode())
                .as("an old socket in SESSION_HUB_RUN does not hinder a new server")
                .isZero();
    }

    private Ended tmux(ContainerHandle handle, String command) {
        return bench().sh(handle, "tmux -S $SESSION_HUB_RUN/tck " + command);
    }

    private static String lineStarting(BufferedReader lines, String start) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(start)) {
                return line;
            }
        }
        return "(no line starts with " + start + ")";
    }
}
