package dev.sessionhub.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.agent.AgentStatus.Activity;
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

    @ParameterizedTest
    @ValueSource(strings = {"shell:bash:#{pane_current_command}", "shell:bash:", "shell:bash", "shell"})
    void a_format_that_was_not_filled_in_is_no_evidence(String value) {
        AgentEvidence evidence = AgentEvidence.parse(value);

        assertThat(evidence.activity()).isEqualTo(Activity.UNKNOWN);
        assertThat(evidence.detail()).contains("there is no evidence");
    }
}
