package dev.sessionhub.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class UserTest {

    private final UUID owner = UUID.randomUUID();
    private final UUID stranger = UUID.randomUUID();

    @Test
    void an_admin_does_everything() {
        User admin = new User(stranger, "root", Role.ADMIN);
        assertThat(admin.maySee(owner) && admin.mayChangeSessions()).isTrue();
    }

    @Test
    void a_user_does_everything_with_what_is_theirs_and_sees_nothing_else() {
        User user = new User(owner, "ann", Role.USER);
        assertThat(user.maySee(owner) && user.mayChangeSessions()).isTrue();
        assertThat(user.maySee(stranger)).isFalse();
    }

    @Test
    void a_viewer_sees_everything_and_changes_nothing() {
        User viewer = new User(stranger, "eve", Role.VIEWER);
        assertThat(viewer.maySee(owner)).isTrue();
        assertThat(viewer.mayChangeSessions()).isFalse();
    }
}
