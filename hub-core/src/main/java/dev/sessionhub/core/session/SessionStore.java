package dev.sessionhub.core.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sessions in the database. What it returns is detached: changes to it go nowhere. */
@ApplicationScoped
@Transactional
public class SessionStore {

    private static final int MOST_EVENTS = 1000;

    private final EntityManager entities;
    private final Clock clock;

    /**
     * Made by the container.
     *
     * @param entities the entity manager of the current transaction
     */
    @Inject
    public SessionStore(EntityManager entities) {
        this(entities, Clock.systemUTC());
    }

    SessionStore(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /**
     * Finds a session.
     *
     * @param id its identity
     * @return empty if there is none
     */
    public Optional<Session> find(UUID id) {
        return Optional.ofNullable(entities.find(Session.class, id)).map(this::detached);
    }

    /**
     * Lists sessions, newest first.
     *
     * @param filter which
     * @return all of them
     */
    public List<Session> list(SessionFilter filter) {
        StringBuilder text = new StringBuilder("select s from Session s where ");
        text.append(filter.state().isPresent() ? "s.state = :state" : "s.state <> :state");
        filter.owner().ifPresent(_ -> text.append(" and s.ownerId = :owner"));
        filter.project()
                .ifPresent(_ -> text.append(" and (s.origin.project = :project or s.origin.projectId = :projectId)"));
        text.append(" order by s.times.created desc, s.id desc");
        TypedQuery<Session> query = entities.createQuery(text.toString(), Session.class)
                .setParameter("state", filter.state().orElse(SessionState.DELETED));
        filter.owner().ifPresent(owner -> query.setParameter("owner", owner));
        filter.project().ifPresent(project -> {
            query.setParameter("project", project);
            query.setParameter("projectId", uuid(project).orElse(new UUID(0, 0)));
        });
        return query.getResultList().stream().map(this::detached).toList();
    }

    /**
     * A session's history, oldest first, at most 1000 lines.
     *
     * @param id the session
     * @param after only lines with a greater number
     * @return its lines
     */
    public List<SessionEvent> history(UUID id, long after) {
        return entities.createQuery(
                        "select e from SessionEvent e where e.sessionId = :id and e.id > :after order by e.id",
                        SessionEvent.class)
                .setParameter("id", id)
                .setParameter("after", after)
                .setMaxResults(MOST_EVENTS)
                .getResultList();
    }

    /**
     * The last screen of a session whose agent has ended.
     *
     * @param id the session
     * @return plain text that the agent wrote; empty if none was kept
     */
    public Optional<String> lastScreen(UUID id) {
        List<?> rows = entities.createNativeQuery(
                        "select last_screen from session where id = ?1 and last_screen is not null")
                .setParameter(1, id)
                .getResultList();
        return rows.stream().findFirst().map(Object::toString);
    }

    /** Deleted sessions of which something may still be there, the longest deleted first. */
    List<Session> deletedBefore(Instant time, int most) {
        return entities
                .createQuery(
                        "select s from Session s where s.state = :deleted and s.step <> :purged"
                                + " and s.times.deleted < :time order by s.times.deleted",
                        Session.class)
                .setParameter("deleted", SessionState.DELETED)
                .setParameter("purged", SessionStep.PURGED)
                .setParameter("time", time)
                .setMaxResults(most)
                .getResultList()
                .stream()
                .map(this::detached)
                .toList();
    }

    boolean wasDeletedByUser(UUID id) {
        return entities.createQuery(
                                "select count(e) from SessionEvent e where e.sessionId = :id and e.type = :requested"
                                        + " and e.actor is not null and e.state = :deleting",
                                Long.class)
                        .setParameter("id", id)
                        .setParameter("requested", SessionEvent.Type.REQUESTED)
                        .setParameter("deleting", SessionState.DELETING)
                        .getSingleResult()
                > 0;
    }

    void keepScreen(UUID id, String screen) {
        entities.createNativeQuery("update session set last_screen = ?2 where id = ?1")
                .setParameter(1, id)
                .setParameter(2, screen.replace("\0", ""))
                .executeUpdate();
    }

    /** Writes a line of history of what changed nothing in the session's own record. */
    void note(Session session, String message) {
        entities.persist(new SessionEvent(session, SessionEvent.Type.CHANGED, null, message, clock.instant()));
    }

    Session add(Session session, String actor, String story) {
        entities.persist(session);
        entities.persist(new SessionEvent(session, SessionEvent.Type.REQUESTED, actor, story, clock.instant()));
        entities.flush();
        return detached(session);
    }

    /** Changes a session under its row's lock and writes a line of history if there is something to tell. */
    Optional<Session> change(UUID id, @Nullable String actor, String message, Consumer<Session> intent) {
        Session session = entities.find(Session.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (session == null) {
            return Optional.empty();
        }
        SessionState before = session.state();
        Optional<String> reasonBefore = session.reason();
        intent.accept(session);
        Instant now = clock.instant();
        session.touch(now);
        if (actor != null || before != session.state() || !session.reason().equals(reasonBefore)) {
            entities.persist(new SessionEvent(session, type(session, actor), actor, told(session, message), now));
        }
        entities.flush();
        return Optional.of(detached(session));
    }

    private static SessionEvent.Type type(Session session, @Nullable String actor) {
        if (actor != null) {
            return SessionEvent.Type.REQUESTED;
        }
        return session.state() == SessionState.FAILED ? SessionEvent.Type.FAILED : SessionEvent.Type.CHANGED;
    }

    private static String told(Session session, String message) {
        return session.reason().map(reason -> message + ": " + reason).orElse(message);
    }

    private Session detached(Session session) {
        entities.detach(session);
        return session;
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
