package dev.sessionhub.web.events;

import dev.sessionhub.core.concurrent.HubThreads;
import dev.sessionhub.core.database.DatabaseTrouble;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.core.session.Caller;
import dev.sessionhub.core.session.SessionChanged;
import dev.sessionhub.core.session.SessionSnapshot;
import dev.sessionhub.core.session.Sessions;
import dev.sessionhub.web.sessions.SessionView;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Tells listeners about sessions that have changed. */
@ApplicationScoped
public class SessionFeed {

    private static final Logger LOG = System.getLogger(SessionFeed.class.getName());
    private static final Caller HUB = new Caller(new UUID(0, 0), "hub", Set.of(Caller.Permission.SEES_ALL));

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Sessions sessions;
    private final Jsonb jsonb;
    private final Set<Consumer<SessionUpdate>> listeners = ConcurrentHashMap.newKeySet();
    private final Set<UUID> changed = new LinkedHashSet<>();
    private boolean working;
    private boolean closed;

    @Inject
    public SessionFeed(Sessions sessions, Jsonb jsonb) {
        this.sessions = sessions;
        this.jsonb = jsonb;
    }

    /** Calls a listener, which must be quick, until it is {@link #forget forgotten}. */
    public void listen(Consumer<SessionUpdate> listener) {
        listeners.add(listener);
    }

    /** Does not call it any more. */
    public void forget(Consumer<SessionUpdate> listener) {
        listeners.remove(listener);
    }

    /** Runs on the thread that changed the session, which must not wait. */
    public void onChange(@Observes SessionChanged event) {
        synchronized (changed) {
            changed.add(event.sessionId());
            if (working || closed) {
                return;
            }
            working = true;
        }
        HubThreads.start("session feed", this::work);
    }

    @PreDestroy
    void close() {
        synchronized (changed) {
            closed = true;
        }
        listeners.clear();
    }

    /** A session as it is now. */
    public SessionUpdate update(SessionSnapshot snapshot) {
        SessionView view = SessionView.of(snapshot);
        return new SessionUpdate(snapshot.session().ownerId(), view, jsonb.toJson(view));
    }

    /** Something of the API as JSON. */
    public String json(Record view) {
        return jsonb.toJson(view);
    }

    private void work() {
        for (Optional<UUID> id = next(); id.isPresent(); id = next()) {
            try {
                tell(update(sessions.find(HUB, id.get())));
            } catch (HubException e) {
                LOG.log(Level.DEBUG, "a session that changed is not there: {0}", e.getMessage());
            } catch (RuntimeException e) {
                if (DatabaseTrouble.isCauseOf(e)) {
                    later(id.get());
                } else {
                    LOG.log(Level.WARNING, "a change could not be told", e);
                }
            }
        }
    }

    private void tell(SessionUpdate update) {
        for (Consumer<SessionUpdate> listener : listeners) {
            try {
                listener.accept(update);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "a listener failed", e);
            }
        }
    }

    /** While the database is away nothing can be told, and nothing is forgotten: nobody says it a second time. */
    private void later(UUID id) {
        synchronized (changed) {
            changed.add(id);
        }
        LOG.log(Level.DEBUG, "changes wait for the database");
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    private Optional<UUID> next() {
        synchronized (changed) {
            Optional<UUID> first = closed ? Optional.empty() : changed.stream().findFirst();
            first.ifPresent(changed::remove);
            working = first.isPresent();
            return first;
        }
    }
}
