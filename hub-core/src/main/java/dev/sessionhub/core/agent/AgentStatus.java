package dev.sessionhub.core.agent;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What an agent is doing, as far as there is evidence.
 *
 * @param activity what it is
 * @param detail what the evidence says; for {@code UNKNOWN} what was last seen
 * @param since since when
 * @param checkedAt when that was last seen to be so
 */
public record AgentStatus(Activity activity, Optional<String> detail, Instant since, Instant checkedAt) {

    /** What agents do. */
    public enum Activity {
        /** It was started and has not said anything yet. */
        STARTING,
        /** It works. */
        WORKING,
        /** It waits for a permission. */
        NEEDS_PERMISSION,
        /** It waits for an answer. */
        NEEDS_INPUT,
        /** It waits for the next task. */
        IDLE,
        /** It does not run. */
        ENDED,
        /** There is no fresh evidence. */
        UNKNOWN
    }

    /** Checks that every part is there. */
    public AgentStatus {
        Objects.requireNonNull(activity, "activity");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(checkedAt, "checkedAt");
    }

    /**
     * A status that was seen at its very beginning.
     *
     * @param activity what it is
     * @param detail what the evidence says
     * @param since since when, and when that was seen
     */
    public AgentStatus(Activity activity, Optional<String> detail, Instant since) {
        this(activity, detail, since, since);
    }

    /**
     * The same, seen once more.
     *
     * @param now when
     * @return with that time
     */
    public AgentStatus checked(Instant now) {
        return new AgentStatus(activity, detail, since, now);
    }

    /**
     * Whether another status says the same, apart from the time.
     *
     * @param other to compare with
     * @return true if activity and detail are equal
     */
    public boolean sameAs(AgentStatus other) {
        return activity == other.activity && detail.equals(other.detail);
    }
}
