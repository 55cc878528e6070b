package dev.sessionhub.core.session;

import java.util.UUID;

/**
 * Who asks.
 *
 * @param account its identity
 * @param username its name, kept in the history
 * @param admin whether it may see and change what belongs to others
 */
public record Caller(UUID account, String username, boolean admin) {

    boolean maySee(Session session) {
        return admin || session.ownerId().equals(account);
    }
}
