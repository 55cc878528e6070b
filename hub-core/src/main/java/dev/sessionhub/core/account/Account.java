package dev.sessionhub.core.account;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * An account as it is stored.
 *
 * @param user who it is
 * @param passwordHash bcrypt
 * @param disabledAt since when it may not be used
 */
public record Account(User user, String passwordHash, Optional<Instant> disabledAt) {

    /** Checks that every part is there. */
    public Account {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(passwordHash, "passwordHash");
        Objects.requireNonNull(disabledAt, "disabledAt");
    }

    /** Whether it may be used. */
    public boolean enabled() {
        return disabledAt.isEmpty();
    }

    @Override
    public String toString() {
        return "Account[" + user + "]";
    }
}
