package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.agent.AgentStatus;
import dev.sessionhub.core.agent.AgentStatus.Activity;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is shown of an agent is what it does. */
class RealClaudeStatusTest extends RealClaude {

    @Test
    void it_works_asks_for_a_permission_and_an_answer_and_is_idle() {
        Instant begin = Instant.now();
        api.holdAnswers(true);
        Session session = running(Optional.of("please mock:write a.txt hi &&& mock:ask Really? &&& mock:say ready"));
        awaitActivity(session, Activity.WORKING);
        api.holdAnswers(false);
        awaitActivity(session, Activity.NEEDS_PERMISSION);
        AgentStatus asks = hub.sessions.snapshot(session).agent();
        assertThat(asks.detail()).contains("permission prompt");
        assertThat(asks.since()).isBetween(begin, asks.checkedAt());
        type(session, "\r");
        awaitActivity(session, Activity.NEEDS_INPUT);
        assertThat(session.workspace().resolve("a.txt")).hasContent("hi");
        // Claude Code says that it asks before it takes an answer.
        hub.awaitThat(() -> screen(session).contains("Enter to select"), () -> "asked\n" + screen(session));
        type(session, "\r");
        awaitActivity(session, Activity.IDLE);
    }

    @Test
    void a_permission_that_is_granted_is_work_at_once() {
        Session session =
                running(Optional.of("mock:bash touch a; while [ ! -e go ]; do sleep 0.1; done &&& mock:say ready"));
        awaitActivity(session, Activity.NEEDS_PERMISSION);
        type(session, "\r");
        awaitActivity(session, Activity.WORKING);
        assertThat(session.workspace().resolve("go").toFile().mkdir()).isTrue();
        awaitActivity(session, Activity.IDLE);
    }

    @Test
    void what_is_refused_or_broken_off_is_no_longer_work() {
        api.holdAnswers(true);
        Session session = running(Optional.of("please mock:write a.txt hi"));
        awaitActivity(session, Activity.WORKING);
        type(session, "\u001b");
        awaitActivity(session, Activity.IDLE);
        api.holdAnswers(false);
        say(session, "mock:write b.txt hi");
        awaitActivity(session, Activity.NEEDS_PERMISSION);
        type(session, "\u001b");
        awaitActivity(session, Activity.IDLE);
        assertThat(session.workspace().resolve("b.txt")).doesNotExist();
    }
}
