package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.core.agent.AgentKind;
import dev.sessionhub.core.agent.AgentStatus.Activity;
import dev.sessionhub.core.config.AgentSettings;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.spi.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How an agent is given what it needs to ask its model, and who sees that. */
class RealClaudeCredentialTest extends RealClaude {

    private static final String TOKEN = "sk-ant-oat01-test-token";

    @Test
    void a_key_reaches_the_agent_and_is_shown_nowhere() throws IOException {
        Session session = running(Optional.of("please mock:say ready"));
        var _ = begun(session);
        assertThat(api.received().getFirst().credential()).isEqualTo("x-api-key " + KEY);
        assertThat(inside(session, "cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' '"))
                .contains("claude")
                .doesNotContain(KEY, api.url());
        assertThat(inside(session, "stat -c %a \"$SESSION_HUB_RUN\" /proc/self/environ"))
                .containsSubsequence("700", "400");
        assertThat(database.dump()).contains("please mock:say").doesNotContain(KEY, api.url());
    }

    @Test
    void a_session_is_not_given_a_credential_to_keep() {
        WantedSession wanted = WantedSession.of(AgentKind.CLAUDE).with("ANTHROPIC_API_KEY", "mine");
        assertThatThrownBy(wanted::asked)
                .isInstanceOfSatisfying(
                        HubException.class,
                        failure -> assertThat(failure.violations())
                                .singleElement()
                                .satisfies(violation ->
                                        assertThat(violation.field()).isEqualTo("environment.ANTHROPIC_API_KEY")));
    }

    @Test
    void a_token_of_a_subscription_reaches_the_agent() {
        hub.close();
        hub = new TestHub(
                database, home, new AgentSettings(Optional.empty(), Optional.of(Secret.of(TOKEN)), environment()));
        var _ = begun(running(Optional.of("please mock:say ready")));
        assertThat(api.received().getFirst().credential()).isEqualTo("authorization Bearer " + TOKEN);
    }

    @Test
    void a_login_that_the_session_keeps_is_used_after_a_restart() throws IOException {
        hub.close();
        hub = new TestHub(database, home, new AgentSettings(Optional.empty(), Optional.empty(), environment()));
        Session session = running(Optional.empty());
        awaitActivity(session, Activity.IDLE);
        Path kept = configuration(session).resolve(".credentials.json");
        Files.writeString(kept, """
                {"claudeAiOauth":{"accessToken":"%s","refreshToken":"sk-ant-ort01-x","expiresAt":4102444800000,
                 "scopes":["user:inference","user:profile"],"subscriptionType":"max"}}""".formatted(TOKEN));
        Session again = restarted(session);
        awaitActivity(again, Activity.IDLE);
        say(again, "mock:say ready");
        hub.awaitThat(() -> api.asked("ready") == 1, () -> "asked\n" + screen(again));
        assertThat(api.received().getFirst().credential()).isEqualTo("authorization Bearer " + TOKEN);
        assertThat(kept).exists();
    }
}
