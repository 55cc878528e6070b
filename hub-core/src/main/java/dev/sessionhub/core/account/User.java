package dev.sessionhub.core.account;

import java.util.Objects;
import java.util.UUID;

/**
 * Somebody who has proved who they are.
 *
 * @param id the account
 * @param username its name
 * @param role what it may do
 */
public record User(UUID id, String username, Role role) {

    /** Checks that every part is there. */
    public User {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(role, "role");
    }

    /** Whether this user may know that somebody's session exists. */
    public boolean maySee(UUID owner) {
        return switch (role) {
            case ADMIN, VIEWER -> true;
            case USER -> id.equals(owner);
        };
    }

    /** Whether this user may make sessions and change those that it sees. */
    public boolean mayChangeSessions() {
        return role != Role.VIEWER;
    }
}
