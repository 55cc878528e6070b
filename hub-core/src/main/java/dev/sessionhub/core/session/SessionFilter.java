package dev.sessionhub.core.session;

import java.util.Optional;
import java.util.UUID;

/**
 * Which sessions are wanted.
 *
 * @param owner only this account's
 * @param state only of this state; empty means all but DELETED
 * @param project only of the project with this name or id
 */
public record SessionFilter(Optional<UUID> owner, Optional<SessionState> state, Optional<String> project) {

    /** All that are not deleted. */
    public static final SessionFilter ALL = new SessionFilter(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * What a caller may see.
     *
     * @param caller who asks
     * @param state only of this state; empty means all but DELETED
     * @param project only of the project with this name or id
     * @return the caller's own, or everybody's for one who sees all
     */
    public static SessionFilter visibleTo(Caller caller, Optional<SessionState> state, Optional<String> project) {
        boolean all = caller.may(Caller.Permission.SEES_ALL);
        return new SessionFilter(all ? Optional.empty() : Optional.of(caller.account()), state, project);
    }
}
