package dev.sessionhub.core.session;

import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.failure.HubException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What a session is. The transitions are all here. */
public enum SessionState {
    /** Its worktree and its environment are being made, or its files brought back. */
    CREATING,
    /** Its environment and its agent are being started. */
    STARTING,
    /** Its agent runs. */
    RUNNING,
    /** Its environment is being stopped. */
    STOPPING,
    /** It can be started again. */
    STOPPED,
    /** Something went wrong; its reason says what. It can be started again. */
    FAILED,
    /** Its environment is being removed and its files moved away. */
    DELETING,
    /** Its work can be restored for the retention time. */
    DELETED;

    private static final Map<SessionState, Set<SessionState>> NEXT = new EnumMap<>(Map.of(
            CREATING, EnumSet.of(STARTING, STOPPING, STOPPED, FAILED, DELETING, DELETED),
            STARTING, EnumSet.of(RUNNING, STOPPING, FAILED, DELETING),
            RUNNING, EnumSet.of(STARTING, STOPPING, FAILED, DELETING),
            STOPPING, EnumSet.of(STOPPED, FAILED, DELETING),
            STOPPED, EnumSet.of(STARTING, DELETING),
            FAILED, EnumSet.of(STARTING, DELETING),
            DELETING, EnumSet.of(DELETED),
            DELETED, EnumSet.of(CREATING)));

    /**
     * Whether a session of this state may become one of another.
     *
     * @param next the other state
     * @return true if the table says so
     */
    public boolean allows(SessionState next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    /**
     * Whether the hub has to do something before the session rests.
     *
     * @return true for the states that end with ING, RUNNING apart
     */
    public boolean isPassing() {
        return this == CREATING || this == STARTING || this == STOPPING || this == DELETING;
    }

    /** Whether it is on its way to run. */
    boolean isComing() {
        return this == CREATING || this == STARTING;
    }

    /** Refuses what a user cannot do to a session that is this. */
    void require(SessionState next, String verb, String session) {
        if (!allows(next)) {
            throw refusal(verb, session);
        }
    }

    HubException refusal(String verb, String session) {
        return new HubException(
                FailureCode.ILLEGAL_TRANSITION, "cannot %s session \"%s\": it is %s".formatted(verb, session, this));
    }
}
