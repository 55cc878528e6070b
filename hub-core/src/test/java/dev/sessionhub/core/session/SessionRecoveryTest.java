package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What happened while nobody looked. */
class SessionRecoveryTest extends SessionTest {

    @Test
    void a_restarted_hub_finds_its_sessions_running() {
        Session session = running("survivor");
        hub.close();
        hub = new TestHub(database, home);
        hub.reconciler.reconcile();
        hub.awaitThat(() -> hub.terminals().find(session.id()).isPresent(), "connected");
        assertThat(hub.store.find(session.id()).orElseThrow().state()).isEqualTo(SessionState.RUNNING);
    }

    @Test
    void an_agent_that_ended_while_the_hub_was_away_is_seen() {
        Session session = running("leaver");
        hub.close();
        inside(session, "kill $(tmux -S \"$SESSION_HUB_RUN/tmux.sock\" display-message -p -t agent '#{pane_pid}')");
        hub = new TestHub(database, home);
        hub.reconciler.reconcile();
        Session stopped = hub.await(session.id(), SessionState.STOPPED);
        assertThat(stopped.ended().orElseThrow().signal()).contains(15);
    }

    @Test
    void an_environment_that_vanished_makes_the_session_fail() {
        Session keeper = running("keeper");
        Session session = running("gone");
        hub.provider.remove(session.container().orElseThrow());
        hub.reconciler.reconcile();
        Session failed = hub.await(session.id(), SessionState.FAILED);
        assertThat(failed.reason()).isPresent();
        assertThat(hub.store.find(keeper.id()).orElseThrow().state()).isEqualTo(SessionState.RUNNING);
        hub.lifecycle.start(anna, session.id());
        hub.await(session.id(), SessionState.RUNNING);
    }

    @Test
    void what_nobody_knows_is_named_and_left_alone() throws IOException {
        Session session = running("known");
        Path stranger = Files.createDirectories(hub.worktrees.resolve("other/precious"));
        hub.reconciler.reconcile();
        assertThat(hub.inventory.named()).anyMatch(finding -> finding.contains(stranger.toString()));
        assertThat(hub.inventory.named())
                .noneMatch(finding -> finding.contains(session.workspace().toString()));
        assertThat(stranger).isDirectory();
    }
}
