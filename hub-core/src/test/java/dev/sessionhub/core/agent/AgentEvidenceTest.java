package dev.sessionhub.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.agent.AgentStatus.Activity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentEvidenceTest {

    @Test
    void a_shell_that_has_the_terminal_itself_is_idle() {
        assertThat(AgentEvidence.parse("shell:bash:bash").activity()).isEqualTo(Activity.IDLE);
    }

    @Test
    void a_shell_that_runs_something_works_and_says_at_what() {
        AgentEvidence evidence = AgentEvidence.parse("shell:bash:make");

        assertThat(evidence.activity()).isEqualTo(Activity.WORKING);
        assertThat(evidence.detail()).contains("make");
    }

    @Test
    void claude_says_what_it_does_since_when_and_in_which_conversation() {
        UUID id = UUID.randomUUID();
        AgentEvidence evidence =
                AgentEvidence.parse("claude:waiting:permission prompt:" + id + ":1795387576668:yes:4000:200:0.02:7");

        assertThat(evidence.activity()).isEqualTo(Activity.NEEDS_PERMISSION);
        assertThat(evidence.since()).contains(Instant.ofEpochMilli(1795387576668L));
        assertThat(evidence.talk())
                .contains(new Talk(
                        id, true, Optional.of(new AgentUsage(4000, 200, Optional.of(new BigDecimal("0.02"))))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claude:idle::not-a-conversation:soon:maybe:-1:x:1e9999:0",
                "claude:idle:::99999999999999999999::99999999999999999999:1:NaN",
                "claude:idle"
            })
    void what_makes_no_sense_is_left_out(String value) {
        AgentEvidence evidence = AgentEvidence.parse(value);

        assertThat(evidence.activity()).isEqualTo(Activity.IDLE);
        assertThat(evidence.since()).isEmpty();
        assertThat(evidence.talk()).isEmpty();
    }

    @Test
    void usage_grows_and_is_read_back() {
        AgentUsage first = new AgentUsage(10, 5, Optional.of(new BigDecimal("0.5")));
        AgentUsage afterKill = new AgentUsage(20, 6, Optional.of(BigDecimal.ZERO));

        assertThat(first.grownTo(afterKill)).isEqualTo(new AgentUsage(20, 6, first.costUsd()));
        assertThat(first.plus(AgentUsage.NONE)).isEqualTo(first);
        assertThat(AgentUsage.parse(first.toText())).contains(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shell:bash:#{pane_current_command}", "shell:bash:", "shell:bash", "shell"})
    void a_format_that_was_not_filled_in_is_no_evidence(String value) {
        AgentEvidence evidence = AgentEvidence.parse(value);

        assertThat(evidence.activity()).isEqualTo(Activity.UNKNOWN);
        assertThat(evidence.detail()).contains("there is no evidence");
    }
}
