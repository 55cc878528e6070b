package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.agent.AgentKind;
import dev.sessionhub.core.agent.AgentStatus.Activity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Claude Code is played by a script that keeps the same files and takes the same arguments. */
class ClaudeSessionTest extends SessionTest {

    private static final String CLAUDE = """
            #!/bin/sh
            mkdir -p "$CLAUDE_CONFIG_DIR/sessions" "$CLAUDE_CONFIG_DIR/projects/-x"
            [ "$1" != --settings ] || shift 2
            printf '%s\\n' "$@" >>"$CLAUDE_CONFIG_DIR/arguments"
            echo end >>"$CLAUDE_CONFIG_DIR/arguments"
            id=$2
            if [ "$1" = --resume ] && [ -e "$CLAUDE_CONFIG_DIR/refuse" ]; then
                printf '{"pid":%s,"sessionId":"%s"}' $$ "$id" >"$CLAUDE_CONFIG_DIR/sessions/$$.json"
                sleep 1
                exit 1
            fi
            echo '{"type":"user"}' >>"$CLAUDE_CONFIG_DIR/projects/-x/$id.jsonl"
            say() {
                printf '{"pid":%s,"sessionId":"%s","status":"%s","waitingFor":"%s"}' $$ "$id" "$1" "$2" \\
                    >"$CLAUDE_CONFIG_DIR/sessions/$$.json"
            }
            say idle ''
            while read -r status waiting; do say "$status" "$waiting"; done
            """;

    @BeforeEach
    void playClaude() throws IOException {
        Path tools = Files.createDirectories(home.resolve("tools"));
        Files.writeString(tools.resolve("claude"), CLAUDE);
        Files.setPosixFilePermissions(tools.resolve("claude"), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void the_first_prompt_is_delivered_once_and_the_conversation_goes_on() throws IOException {
        Session session = asked("-p is no option;");
        assertThat(session.agent().kind()).contains(AgentKind.CLAUDE);
        hub.await(session.id(), now -> now.agent().promptSentAt().isPresent(), "confirmed");
        String id = session.agent().conversation().toString();
        hub.awaitThat(() -> arguments(session).size() == 5, "started");
        assertThat(arguments(session)).containsExactly("--session-id", id, "--", "-p is no option;", "end");
        hub.lifecycle.stop(anna, session.id());
        hub.await(session.id(), SessionState.STOPPED);
        hub.lifecycle.start(anna, session.id());
        hub.await(session.id(), SessionState.RUNNING);
        hub.awaitThat(() -> arguments(session).size() == 8, "started again");
        assertThat(arguments(session).subList(5, 8)).containsExactly("--resume", id, "end");
    }

    @Test
    void one_that_names_its_conversation_before_it_fails_to_resume_it_has_not_resumed_it() throws IOException {
        Session session = asked("begin");
        hub.await(session.id(), now -> now.agent().promptSentAt().isPresent(), "confirmed");
        hub.lifecycle.stop(anna, session.id());
        hub.await(session.id(), SessionState.STOPPED);
        Files.createFile(claude(session).resolve("refuse"));
        hub.lifecycle.start(anna, session.id());
        assertThat(hub.await(session.id(), SessionState.FAILED).reason().orElseThrow())
                .contains("could not be resumed");
    }

    @Test
    void what_claude_says_of_itself_is_the_status() {
        Session session = asked("go");
        awaitStatus(session, Activity.IDLE);
        say(session, "busy");
        awaitStatus(session, Activity.WORKING);
        say(session, "waiting permission prompt");
        awaitStatus(session, Activity.NEEDS_PERMISSION);
        assertThat(hub.sessions.snapshot(session).agent().detail()).contains("permission prompt");
        say(session, "waiting input needed");
        awaitStatus(session, Activity.NEEDS_INPUT);
    }

    @Test
    void a_watcher_that_ended_is_replaced() {
        Session session = asked("go");
        awaitStatus(session, Activity.IDLE);
        inside(session, "kill -9 $(cat \"$SESSION_HUB_RUN/watcher\")");
        say(session, "busy");
        hub.engine.connections().decay(Duration.ZERO);
        awaitStatus(session, Activity.WORKING);
        say(session, "waiting input needed");
        awaitStatus(session, Activity.NEEDS_INPUT);
    }

    @Test
    void the_questions_of_a_first_start_are_answered_and_what_claude_wrote_is_kept() throws IOException {
        Session session = asked("go");
        Path file = claude(session).resolve(".claude.json");
        assertThat(Files.readString(file))
                .contains("\"hasCompletedOnboarding\":true", "\"hasTrustDialogAccepted\":true");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        hub.lifecycle.stop(anna, session.id());
        hub.await(session.id(), SessionState.STOPPED);
        Files.writeString(file, "{\"numStartups\":7,\"projects\":{\"/x\":{\"a\":1}}}");
        hub.lifecycle.start(anna, session.id());
        hub.await(session.id(), SessionState.RUNNING);
        assertThat(Files.readString(file))
                .contains("\"numStartups\":7", "\"/x\":{\"a\":1}", "\"hasCompletedOnboarding\":true");
    }

    @Test
    void a_link_that_the_agent_left_is_not_followed() throws IOException {
        Session session = asked("go");
        hub.lifecycle.stop(anna, session.id());
        hub.await(session.id(), SessionState.STOPPED);
        Path precious = home.resolve("precious");
        Files.writeString(precious, "{\"precious\":true}");
        Path file = claude(session).resolve(".claude.json");
        Files.delete(file);
        Files.createSymbolicLink(file, precious);
        hub.lifecycle.start(anna, session.id());
        hub.await(session.id(), SessionState.RUNNING);
        assertThat(precious).hasContent("{\"precious\":true}");
        assertThat(Files.readString(file)).doesNotContain("precious");
    }

    @Test
    void a_missing_or_old_tmux_is_named() throws IOException {
        assertThat(failureWithTmux(null)).contains("tmux is not installed");
        assertThat(failureWithTmux("#!/bin/sh\necho tmux 3.1c\n")).contains("tmux 3.1c is too old");
    }

    private String failureWithTmux(@Nullable String script) throws IOException {
        Path tools = Files.createTempDirectory(home, "few");
        for (String tool : List.of("sh", "git", "mv", "env", "cat", "head", "tr", "setsid", "tail", "dd", "mkdir")) {
            for (String folder : List.of("/bin", "/usr/bin")) {
                if (Files.exists(Path.of(folder, tool)) && !Files.exists(tools.resolve(tool))) {
                    Files.createSymbolicLink(tools.resolve(tool), Path.of(folder, tool));
                }
            }
        }
        if (script != null) {
            Files.writeString(tools.resolve("tmux"), script);
            Files.setPosixFilePermissions(tools.resolve("tmux"), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        NewSession request =
                WantedSession.of(AgentKind.SHELL).with("PATH", tools.toString()).asked();
        return hub.await(hub.lifecycle.create(anna, request).session().id(), SessionState.FAILED)
                .reason()
                .orElseThrow();
    }

    private Session asked(String prompt) {
        NewSession request = WantedSession.of(AgentKind.CLAUDE)
                .told(prompt)
                .with("PATH", home.resolve("tools") + ":" + System.getenv("PATH"))
                .asked();
        return hub.await(hub.lifecycle.create(anna, request).session().id(), SessionState.RUNNING);
    }

    private void say(Session session, String line) {
        hub.terminals().find(session.id()).orElseThrow().type((line + "\r").getBytes(StandardCharsets.UTF_8));
    }

    private void awaitStatus(Session session, Activity activity) {
        hub.awaitThat(
                () -> hub.sessions.snapshot(session).agent().activity() == activity,
                activity + " but " + hub.sessions.snapshot(session).agent());
    }

    private Path claude(Session session) {
        return hub.data.resolve("sessions").resolve(session.id().toString()).resolve("claude");
    }

    private List<String> arguments(Session session) {
        try {
            Path file = claude(session).resolve("arguments");
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
