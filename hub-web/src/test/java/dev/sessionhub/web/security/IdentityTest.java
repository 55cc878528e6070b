package dev.sessionhub.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.core.account.Credential;
import dev.sessionhub.core.account.Role;
import dev.sessionhub.core.account.User;
import dev.sessionhub.core.session.Caller.Permission;
import dev.sessionhub.web.problem.ProblemException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdentityTest {

    @Test
    void an_admin_sees_all_and_opens_the_network_of_the_host() {
        assertThat(of(Role.ADMIN).changing().permissions()).containsOnly(Permission.values());
    }

    @Test
    void a_user_has_what_is_its_own() {
        assertThat(of(Role.USER).changing().permissions()).isEmpty();
    }

    @Test
    void a_viewer_sees_all_and_changes_nothing() {
        Identity viewer = of(Role.VIEWER);
        assertThat(viewer.reading().permissions()).containsOnly(Permission.SEES_ALL);
        assertThatThrownBy(viewer::changing)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("VIEWER");
    }

    @SuppressWarnings("NullAway") // nobody asks which token it was
    private static Identity of(Role role) {
        return new Identity(new Credential(null, new User(UUID.randomUUID(), "eve", role), Instant.MAX));
    }
}
