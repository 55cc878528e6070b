package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.agent.AgentKind;
import dev.sessionhub.core.agent.AgentStatus.Activity;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is seen of the agent: how it works and how it ends. */
class SessionAgentTest extends SessionTest {

    @Test
    void an_agent_that_is_not_there_is_named_and_its_screen_kept() {
        UUID id = hub.lifecycle
                .create(anna, TestHub.command("no-such-agent"))
                .session()
                .id();
        Session session = hub.await(id, SessionState.FAILED);
        assertThat(session.reason())
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("not found").contains("no-such-agent"));
        assertThat(session.ended().orElseThrow().exitCode()).contains(127);
        assertThat(hub.sessions.lastScreen(anna, id))
                .hasValueSatisfying(screen -> assertThat(screen).contains("no-such-agent"));
    }

    @Test
    void an_agent_that_fails_at_once_is_named_and_one_that_ends_well_just_stops() {
        UUID bad = hub.lifecycle
                .create(anna, TestHub.command("sh", "-c", "echo out of luck; exit 3"))
                .session()
                .id();
        UUID good = hub.lifecycle
                .create(anna, TestHub.command("sh", "-c", "echo all done"))
                .session()
                .id();
        Session failed = hub.await(bad, SessionState.FAILED);
        assertThat(failed.reason().orElseThrow()).contains("exit code 3");
        assertThat(hub.sessions.lastScreen(anna, bad).orElseThrow()).contains("out of luck");
        Session stopped = hub.await(good, SessionState.STOPPED);
        assertThat(stopped.ended().orElseThrow().exitCode()).contains(0);
        assertThat(hub.sessions.lastScreen(anna, good).orElseThrow()).contains("all done");
        assertThat(hub.sessions.snapshot(stopped).agent().activity()).isEqualTo(Activity.ENDED);
    }

    @Test
    void what_a_program_prints_before_it_ends_is_kept_even_if_tmux_is_late() {
        String late = """
                server=$(tmux -S "$SESSION_HUB_RUN/tmux.sock" display-message -p '#{pid}')
                setsid sh -c "sleep 0.3; kill -CONT $server" >/dev/null 2>&1 </dev/null &
                kill -STOP "$server"
                seq 1 3000
                echo the last word
                exit 3""";
        UUID id = hub.lifecycle
                .create(anna, TestHub.command("sh", "-c", late))
                .session()
                .id();
        assertThat(hub.await(id, SessionState.FAILED).ended().orElseThrow().exitCode())
                .contains(3);
        assertThat(hub.sessions.lastScreen(anna, id).orElseThrow()).contains("3000\nthe last word");
    }

    @Test
    void words_of_a_command_are_passed_on_as_they_are() {
        UUID id = hub.lifecycle
                .create(
                        anna,
                        TestHub.command("printf", "<%s>\n", "a;", ";", "$(id)", "it's", "#{pane_pid}", "two words"))
                .session()
                .id();
        hub.await(id, SessionState.STOPPED);
        assertThat(hub.sessions.lastScreen(anna, id).orElseThrow().lines().toList())
                .startsWith("<a;>", "<;>", "<$(id)>", "<it's>", "<#{pane_pid}>", "<two words>");
    }

    @Test
    void a_prompt_that_nobody_takes_is_named() {
        NewSession asked = WantedSession.of(AgentKind.SHELL)
                .named("shell")
                .told("fix the log-in")
                .asked();
        Session session = hub.await(hub.lifecycle.create(anna, asked).session().id(), SessionState.RUNNING);
        assertThat(session.reason().orElseThrow()).contains("first prompt was not delivered");
        assertThat(session.agent().promptSentAt()).isEmpty();
        assertThat(messages(session)).anyMatch(line -> line.contains("first prompt was not delivered"));
    }

    @Test
    void a_terminal_server_that_is_killed_makes_the_session_fail() {
        Session session = running("victim");
        inside(session, "kill -9 $(tmux -S \"$SESSION_HUB_RUN/tmux.sock\" display-message -p '#{pid}')");
        Session failed = hub.await(session.id(), SessionState.FAILED);
        assertThat(failed.reason().orElseThrow()).contains("tmux");
        hub.lifecycle.start(anna, session.id());
        hub.await(session.id(), SessionState.RUNNING);
    }

    @Test
    void a_shell_is_idle_until_it_works() {
        NewSession shell = WantedSession.of(AgentKind.SHELL).named("shell").asked();
        Session session = hub.await(hub.lifecycle.create(anna, shell).session().id(), SessionState.RUNNING);
        hub.awaitThat(() -> activity(session) == Activity.IDLE, "idle");
        hub.terminals()
                .find(session.id())
                .orElseThrow()
                .type("cat\r".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        hub.awaitThat(() -> activity(session) == Activity.WORKING, "working");
        assertThat(hub.sessions.snapshot(session).agent().detail()).contains("cat");
    }
}
