package dev.sessionhub.core.session;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A line of a session's history. */
@Entity
@Table(name = "session_event")
public class SessionEvent {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @Column(name = "session_id")
    private UUID sessionId;

    private Instant at;

    @Enumerated(EnumType.STRING)
    private Type type;

    private @Nullable String actor;

    @Enumerated(EnumType.STRING)
    private SessionState state;

    private String message;

    /** What kind of line it is. */
    public enum Type {
        /** A user asked for something. */
        REQUESTED,
        /** The session became something else. */
        CHANGED,
        /** Something went wrong. */
        FAILED
    }

    /** For the persistence only. */
    protected SessionEvent() {}

    SessionEvent(Session session, Type type, @Nullable String actor, String message, Instant at) {
        this.sessionId = session.id();
        this.type = type;
        this.actor = actor;
        this.state = session.state();
        this.message = message;
        this.at = at;
    }

    /**
     * Its number.
     *
     * @return grows
     */
    public long id() {
        return id;
    }

    /**
     * The session.
     *
     * @return its identity
     */
    public UUID sessionId() {
        return sessionId;
    }

    /**
     * When it happened.
     *
     * @return by the hub's clock
     */
    public Instant at() {
        return at;
    }

    /**
     * What kind of line it is.
     *
     * @return never null
     */
    public Type type() {
        return type;
    }

    /**
     * Who did it.
     *
     * @return a user's name; empty for the hub itself
     */
    public Optional<String> actor() {
        return Optional.ofNullable(actor);
    }

    /**
     * What the session was afterwards.
     *
     * @return its state
     */
    public SessionState state() {
        return state;
    }

    /**
     * What happened.
     *
     * @return for people
     */
    public String message() {
        return message;
    }
}
