package dev.sessionhub.core.session.part;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When what happened to a session, by the hub's clock. */
@Embeddable
public class Times {

    @Column(name = "created_at")
    private Instant created;

    @Column(name = "started_at")
    private @Nullable Instant started;

    @Column(name = "updated_at")
    private Instant updated;

    @Column(name = "deleted_at")
    private @Nullable Instant deleted;

    /** For the persistence only. */
    protected Times() {}

    /**
     * Of a new session.
     *
     * @param now when it is made
     */
    public Times(Instant now) {
        this(now, null, now, null);
    }

    private Times(Instant created, @Nullable Instant started, Instant updated, @Nullable Instant deleted) {
        this.created = created;
        this.started = started;
        this.updated = updated;
        this.deleted = deleted;
    }

    /**
     * Its agent was started.
     *
     * @param now when
     * @return the same with that known
     */
    public Times startedAt(Instant now) {
        return new Times(created, now, updated, deleted);
    }

    /**
     * It was changed.
     *
     * @param now when
     * @return the same with that known; never goes backwards
     */
    public Times updatedAt(Instant now) {
        return now.isAfter(updated) ? new Times(created, started, now, deleted) : this;
    }

    /**
     * It was deleted, or is back.
     *
     * @param now when; empty if it is back
     * @return the same with that known
     */
    public Times deletedAt(Optional<Instant> now) {
        return new Times(created, started, updated, now.orElse(null));
    }

    /** {@return when it was made} */
    public Instant created() {
        return created;
    }

    /** {@return when its agent was last started; empty if never} */
    public Optional<Instant> started() {
        return Optional.ofNullable(started);
    }

    /** {@return when it was last changed} */
    public Instant updated() {
        return updated;
    }

    /** {@return when it was deleted; empty unless it is} */
    public Optional<Instant> deleted() {
        return Optional.ofNullable(deleted);
    }
}
