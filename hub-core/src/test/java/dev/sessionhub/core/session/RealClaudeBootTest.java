package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.agent.AgentStatus.Activity;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a session keeps so that its machine can bring its agent back after a restart, before the hub comes. */
class RealClaudeBootTest extends RealClaude {

    private static final String SCRIPT = "sh \"$SESSION_HUB_RUN/hub-session\" ";
    private static final String POWER_CUT =
            "kill -9 $(tmux -S \"$SESSION_HUB_RUN/tmux.sock\" display-message -p '#{pid}')";

    @Test
    void what_is_kept_of_the_start_names_the_conversation_and_neither_the_prompt_nor_a_secret() {
        Session session = running(Optional.of("please mock:say ready"));
        var _ = begun(session);
        String kept = inside(session, "stat -c %a \"$SESSION_HUB_RUN/boot\"; cat \"$SESSION_HUB_RUN/boot\"");
        assertThat(kept)
                .startsWith("600\n")
                .contains(session.agent().conversation().toString())
                .doesNotContain("please")
                .doesNotContain(KEY)
                .doesNotContain(api.url());
    }

    @Test
    void after_a_restart_it_goes_on_by_itself_in_the_last_conversation_and_the_hub_finds_it() {
        Session session = running(Optional.of("please mock:say one"));
        var _ = begun(session);
        awaitActivity(session, Activity.IDLE);
        Session cleared = cleared(session);
        say(session, "mock:say two");
        hub.awaitThat(() -> api.asked("two") == 1, "asked");
        awaitActivity(session, Activity.IDLE);
        hub.close();
        inside(session, POWER_CUT);
        String came = inside(session, SCRIPT + "boot");
        assertThat(came).contains("alive=yes").contains("launch=resume");
        hub = new TestHub(database, home, settings());
        hub.reconciler.reconcile();
        awaitActivity(session, Activity.IDLE);
        Session found = hub.await(session.id(), SessionState.RUNNING);
        assertThat(found.agent().conversation()).isEqualTo(conversationNow(cleared));
        assertThat(screen(found)).contains("mock:say two").doesNotContain("mock:say one");
        assertThat(api.asked("please")).isOne();
        assertThat(api.asked("two")).isOne();
    }

    @Test
    void what_came_back_by_itself_gives_way_to_a_new_conversation_that_is_asked_for() {
        Session session = running(Optional.of("please mock:say one"));
        var _ = begun(session);
        awaitActivity(session, Activity.IDLE);
        hub.close();
        inside(session, POWER_CUT);
        var _ = inside(session, SCRIPT + "boot");
        UUID other = UUID.randomUUID();
        String started = inside(session, SCRIPT + "start --kind claude --conversation " + other + " --known no --");
        assertThat(started).contains("alive=yes").contains("launch=fresh");
        hub = new TestHub(database, home, settings());
        hub.reconciler.reconcile();
        awaitActivity(session, Activity.IDLE);
        var _ = hub.await(session.id(), now -> now.agent().conversation().equals(other), "in the other conversation");
    }

    @Test
    void what_the_hub_has_stopped_does_not_come_back_by_itself() {
        Session session = running(Optional.of("please mock:say one"));
        var _ = begun(session);
        assertThat(inside(session, SCRIPT + "forget; " + POWER_CUT + "; " + SCRIPT + "boot; " + SCRIPT + "look"))
                .isEqualTo("alive=no");
    }

    private UUID conversationNow(Session session) {
        return hub.store.find(session.id()).orElseThrow().agent().conversation();
    }
}
