package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.agent.AgentStatus.Activity;
import dev.sessionhub.core.session.part.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How a conversation begins, goes on and cannot go on. */
class RealClaudeConversationTest extends RealClaude {

    @Test
    void the_first_prompt_arrives_once_and_the_conversation_goes_on() throws IOException {
        Session session = running(Optional.of("it's \"odd\"; é漢 $(id) -- please mock:say ready"));
        Session begun = begun(session);
        awaitActivity(session, Activity.IDLE);
        assertThat(begun.agent().promptSentAt()).isPresent();
        assertThat(api.received().getFirst().prompt()).startsWith("it's \"odd\"; é漢 $(id) -- please");
        Session again = restarted(session);
        awaitActivity(again, Activity.IDLE);
        assertThat(screen(again)).contains("ready");
        assertThat(again.agent().conversation()).isEqualTo(session.agent().conversation());
        assertThat(api.asked("please")).isOne();
        assertThat(Files.readString(conversation(session))).contains("please mock:say ready");
    }

    @Test
    void a_prompt_longer_than_a_line_of_tmux_arrives_whole() {
        String prompt = "mock:say read\n" + "line of 漢字\n".repeat(5000);
        Session session = running(Optional.of(prompt));
        var _ = begun(session);
        assertThat(api.received().getFirst().prompt().strip()).isEqualTo(prompt.strip());
    }

    @Test
    void a_hub_that_is_killed_before_the_prompt_is_confirmed_does_not_send_it_twice() {
        api.holdAnswers(true);
        Session session = running(Optional.of("please mock:say once"));
        hub.close();
        hub = new TestHub(database, home, settings());
        hub.reconciler.reconcile();
        api.holdAnswers(false);
        var _ = begun(session);
        awaitActivity(session, Activity.IDLE);
        assertThat(api.asked("once")).isOne();
    }

    @Test
    void a_cleared_conversation_is_followed_and_the_tokens_of_both_count() throws IOException {
        Session session = running(Optional.of("please mock:say one"));
        var _ = begun(session);
        awaitActivity(session, Activity.IDLE);
        Session cleared = cleared(session);
        awaitActivity(session, Activity.IDLE);
        say(session, "mock:say two");
        hub.awaitThat(() -> api.asked("two") == 1, () -> "asked\n" + screen(session));
        // That it was idle may still be what was seen before it was asked.
        hub.await(
                session.id(),
                now -> now.agent()
                        .usage()
                        .filter(used -> used.inputTokens() == 2000)
                        .isPresent(),
                "both counted");
        awaitActivity(session, Activity.IDLE);
        say(session, "/exit");
        Session ended = hub.await(session.id(), SessionState.STOPPED);
        assertThat(ended.ended().orElseThrow().cause()).isEqualTo(Ended.Cause.EXITED);
        assertThat(ended.agent().usage().orElseThrow()).satisfies(usage -> {
            assertThat(usage.inputTokens()).isEqualTo(2000);
            assertThat(usage.outputTokens()).isEqualTo(100);
            assertThat(usage.costUsd().orElseThrow()).isPositive();
        });
        hub.lifecycle.start(anna, session.id());
        hub.await(session.id(), SessionState.RUNNING);
        awaitActivity(session, Activity.IDLE);
        assertThat(screen(session)).contains("mock:say two").doesNotContain("mock:say one");
        assertThat(conversation(cleared)).exists();
    }

    @Test
    void a_conversation_that_cannot_be_resumed_is_a_named_failure_with_a_choice() throws IOException {
        Session session = running(Optional.of("please mock:say ready"));
        Session begun = begun(session);
        awaitActivity(session, Activity.IDLE);
        hub.lifecycle.stop(anna, session.id());
        hub.await(session.id(), SessionState.STOPPED);
        Path file = conversation(begun);
        byte[] good = Files.readAllBytes(file);
        Files.writeString(file, "rubbish");
        assertThat(failed(session).reason().orElseThrow()).contains("could not be resumed");
        assertThat(hub.sessions.lastScreen(anna, session.id()).orElseThrow()).contains("No conversation found");
        Files.delete(file);
        assertThat(failed(session).reason().orElseThrow()).contains("cannot be resumed: its file is gone");
        Files.write(file, good);
        hub.lifecycle.start(anna, session.id());
        hub.await(session.id(), SessionState.RUNNING);
        awaitActivity(session, Activity.IDLE);
        assertThat(screen(session)).contains("ready");
        hub.lifecycle.stop(anna, session.id());
        hub.await(session.id(), SessionState.STOPPED);
        hub.sessions.change(session.id(), null, "new", now -> now.conversation(UUID.randomUUID()));
        hub.lifecycle.start(anna, session.id());
        hub.await(session.id(), SessionState.RUNNING);
        awaitActivity(session, Activity.IDLE);
        assertThat(screen(session)).doesNotContain("ready");
        assertThat(api.asked("please")).isOne();
    }

    @Test
    void an_agent_that_is_killed_leaves_a_status_that_nobody_believes() throws IOException {
        Session session = running(Optional.of("please mock:say ready"));
        var _ = begun(session);
        awaitActivity(session, Activity.IDLE);
        Path status = statuses(session).getFirst();
        String pid = status.getFileName().toString().replace(".json", "");
        ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
        Session ended = hub.await(session.id(), now -> now.ended().isPresent() && isAtRest(now), "at rest");
        assertThat(ended.ended().orElseThrow().signal()).contains(9);
        assertThat(status).exists();
        hub.lifecycle.start(anna, session.id());
        hub.await(session.id(), SessionState.RUNNING);
        awaitActivity(session, Activity.IDLE);
        assertThat(hub.sessions.snapshot(session).agent().checkedAt())
                .isAfter(ended.times().updated());
        assertThat(api.asked("please")).isOne();
    }

    private static boolean isAtRest(Session session) {
        return session.state() == SessionState.STOPPED || session.state() == SessionState.FAILED;
    }

    private Session failed(Session session) {
        hub.lifecycle.start(anna, session.id());
        return hub.await(session.id(), SessionState.FAILED);
    }

    private List<Path> statuses(Session session) throws IOException {
        try (var files = Files.list(configuration(session).resolve("sessions"))) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }
}
