package dev.sessionhub.web.login;

import dev.sessionhub.core.account.Role;
import dev.sessionhub.core.account.User;
import java.util.UUID;

/** A user as clients see it. */
public record UserView(UUID id, String username, Role role) {

    static UserView of(User user) {
        return new UserView(user.id(), user.username(), user.role());
    }
}
