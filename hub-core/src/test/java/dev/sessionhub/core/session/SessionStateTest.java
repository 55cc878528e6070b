package dev.sessionhub.core.session;

import static dev.sessionhub.core.session.SessionState.CREATING;
import static dev.sessionhub.core.session.SessionState.DELETED;
import static dev.sessionhub.core.session.SessionState.DELETING;
import static dev.sessionhub.core.session.SessionState.FAILED;
import static dev.sessionhub.core.session.SessionState.RUNNING;
import static dev.sessionhub.core.session.SessionState.STARTING;
import static dev.sessionhub.core.session.SessionState.STOPPED;
import static dev.sessionhub.core.session.SessionState.STOPPING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionStateTest {

    private static final Map<SessionState, List<SessionState>> TABLE = Map.of(
            CREATING, List.of(STARTING, STOPPING, STOPPED, FAILED, DELETING, DELETED),
            STARTING, List.of(RUNNING, STOPPING, FAILED, DELETING),
            RUNNING, List.of(STARTING, STOPPING, FAILED, DELETING),
            STOPPING, List.of(STOPPED, FAILED, DELETING),
            STOPPED, List.of(STARTING, DELETING),
            FAILED, List.of(STARTING, DELETING),
            DELETING, List.of(DELETED),
            DELETED, List.of(CREATING));

    @Test
    void only_the_transitions_of_the_table_are_allowed() {
        for (SessionState from : SessionState.values()) {
            assertThat(Arrays.stream(SessionState.values()).filter(from::allows))
                    .as("from " + from)
                    .containsExactlyInAnyOrderElementsOf(TABLE.get(from));
        }
    }

    @Test
    void every_state_leads_to_deletion_and_every_passing_state_to_rest() {
        for (SessionState state : SessionState.values()) {
            assertThat(state == DELETED || state == DELETING || state.allows(DELETING))
                    .as(state.name())
                    .isTrue();
        }
        assertThat(Arrays.stream(SessionState.values()).filter(SessionState::isPassing))
                .containsExactly(CREATING, STARTING, STOPPING, DELETING);
    }
}
