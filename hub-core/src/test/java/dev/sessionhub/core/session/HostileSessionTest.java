package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a session does to itself, or says of itself, hurts nothing else. */
class HostileSessionTest extends SessionTest {

    @Test
    void a_session_whose_terminal_server_stands_still_can_be_stopped() {
        Session session = running("frozen");
        inside(session, "kill -STOP $(tmux -S \"$SESSION_HUB_RUN/tmux.sock\" display-message -p '#{pid}')");
        hub.lifecycle.stop(anna, session.id());
        hub.await(session.id(), SessionState.STOPPED);
    }

    @Test
    void any_reason_can_be_written_down() {
        Session session = running("talker");
        String why = "bad\0luck\n" + "x".repeat(100_000);
        Session failed = hub.sessions.change(session.id(), null, "failed", now -> now.failed(why));
        assertThat(failed.reason().orElseThrow()).startsWith("bad luck x").hasSize(2_000);
    }

    @Test
    void commits_on_no_branch_are_kept_although_the_index_cannot_be_read() throws IOException {
        Session session = running("detached");
        Repositories.git(session.workspace(), "checkout", "-q", "--detach");
        Repositories.git(session.workspace(), "commit", "-q", "--allow-empty", "-m", "on no branch");
        String head = Repositories.git(session.workspace(), "rev-parse", "HEAD");
        Files.writeString(
                Path.of(Repositories.git(session.workspace(), "rev-parse", "--git-path", "index")), "rubbish");
        hub.lifecycle.delete(anna, session.id(), true);
        hub.await(session.id(), SessionState.DELETED);
        assertThat(Repositories.git(hub.repository, "rev-parse", "hub-trash/" + session.id() + "-head"))
                .isEqualTo(head);
    }

    @Test
    void a_conversation_is_followed_there_and_back_and_written_down_once() {
        Session session = running("talk");
        UUID first = session.agent().conversation();
        UUID second = UUID.randomUUID();
        says(session, "claude:idle::" + second + ":1");
        Session moved =
                hub.await(session.id(), now -> now.agent().conversation().equals(second), "in the second one");
        says(session, "claude:busy::" + second + ":2");
        hub.awaitThat(() -> hub.engine.connections().isWorking(session.id()), "working");
        assertThat(hub.store.find(session.id()).orElseThrow().times().updated())
                .isEqualTo(moved.times().updated());
        says(session, "claude:idle::" + first + ":3");
        hub.await(session.id(), now -> now.agent().conversation().equals(first), "in the first one again");
    }

    private void says(Session session, String state) {
        inside(
                session,
                "tmux -S \"$SESSION_HUB_RUN/tmux.sock\" set-option -w -t agent:agent @agent_state '%s'"
                        .formatted(state));
    }
}
