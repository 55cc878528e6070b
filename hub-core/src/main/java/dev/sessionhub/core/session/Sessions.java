package dev.sessionhub.core.session;

import dev.sessionhub.core.agent.AgentStatus;
import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.core.workspace.ChangeCounts;
import dev.sessionhub.spi.container.Progress;
import dev.sessionhub.spi.container.Usage;
import dev.sessionhub.spi.git.PrivateGit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is known about sessions: what is recorded, and what was seen of those that run. */
@ApplicationScoped
public class Sessions {

    private static final Duration JUST_STARTED = Duration.ofMinutes(1);

    private final SessionStore store;
    private final Consumer<SessionChanged> observers;
    private final Map<UUID, AgentStatus> agents = new ConcurrentHashMap<>();
    private final Map<UUID, ChangeCounts> changes = new ConcurrentHashMap<>();
    private final Steps steps = new Steps();
    private final Map<UUID, Measured> usages = new ConcurrentHashMap<>();

    /** The last measurement, and the last one that was told. */
    private record Measured(ResourceUse last, ResourceUse told) {}

    /**
     * Made by the container.
     *
     * @param store what is recorded
     * @param changed tells observers
     */
    @Inject
    public Sessions(SessionStore store, Event<SessionChanged> changed) {
        this(store, (Consumer<SessionChanged>) changed::fire);
    }

    Sessions(SessionStore store, Consumer<SessionChanged> observers) {
        this.store = store;
        this.observers = observers;
    }

    /**
     * Finds a session.
     *
     * @param caller who asks
     * @param id its identity
     * @return what is known about it
     * @throws HubException {@code SESSION_NOT_FOUND}, also for somebody else's
     */
    public SessionSnapshot find(Caller caller, UUID id) {
        return snapshot(visible(caller, id));
    }

    /**
     * Lists sessions, newest first.
     *
     * @param filter which
     * @return what is known about them
     */
    public List<SessionSnapshot> list(SessionFilter filter) {
        return store.list(filter).stream().map(this::snapshot).toList();
    }

    /**
     * A session's history, oldest first.
     *
     * @param caller who asks
     * @param id the session
     * @param after only lines with a greater number
     * @return its lines
     * @throws HubException {@code SESSION_NOT_FOUND}
     */
    public List<SessionEvent> history(Caller caller, UUID id, long after) {
        visible(caller, id);
        return store.history(id, after);
    }

    /**
     * The last screen of a session whose agent has ended.
     *
     * @param caller who asks
     * @param id the session
     * @return plain text that the agent wrote; empty if none was kept
     * @throws HubException {@code SESSION_NOT_FOUND}
     */
    public Optional<String> lastScreen(Caller caller, UUID id) {
        visible(caller, id);
        return store.lastScreen(id);
    }

    /**
     * Adds what was seen to what is recorded.
     *
     * @param session what is recorded
     * @return both
     */
    public SessionSnapshot snapshot(Session session) {
        return new SessionSnapshot(
                session,
                agent(session),
                Optional.ofNullable(changes.get(session.id())),
                steps.of(session.id()).filter(_ -> session.state().isComing()),
                usage(session.id()));
    }

    /** The last measurement. */
    Optional<ResourceUse> usage(UUID id) {
        return Optional.ofNullable(usages.get(id)).map(Measured::last);
    }

    private AgentStatus agent(Session session) {
        return switch (session.state()) {
            case CREATING, STARTING ->
                new AgentStatus(
                        AgentStatus.Activity.STARTING,
                        Optional.empty(),
                        session.times().updated());
            case RUNNING ->
                Optional.ofNullable(agents.get(session.id()))
                        .orElseGet(() -> new AgentStatus(
                                AgentStatus.Activity.UNKNOWN,
                                Optional.of("nothing seen since the hub was started"),
                                session.times().started().orElse(session.times().updated())));
            case STOPPING, STOPPED, FAILED, DELETING, DELETED ->
                new AgentStatus(
                        AgentStatus.Activity.ENDED,
                        Optional.empty(),
                        session.times().updated());
        };
    }

    Session visible(Caller caller, UUID id) {
        return store.find(id).filter(caller::maySee).orElseThrow(() -> notFound(id));
    }

    Optional<Session> recorded(UUID id) {
        return store.find(id);
    }

    Session add(Session session, Caller caller, String story) {
        return told(store.add(session, caller.username(), story));
    }

    Session change(UUID id, @Nullable String actor, String message, Consumer<Session> intent) {
        return told(store.change(id, actor, message, intent).orElseThrow(() -> notFound(id)));
    }

    /** The same unless it has come elsewhere meanwhile, as by somebody's wish. */
    void changeIfUnmoved(Session session, String message, Consumer<Session> intent) {
        changeIf(session, message, now -> now.state() == session.state() && now.step() == session.step(), intent);
    }

    /** The same unless it does not run any more. */
    void changeIfRunning(Session session, String message, Consumer<Session> intent) {
        changeIf(session, message, now -> now.state() == SessionState.RUNNING, intent);
    }

    private void changeIf(Session session, String message, Predicate<Session> still, Consumer<Session> intent) {
        change(session.id(), null, message, now -> {
            if (still.test(now)) {
                intent.accept(now);
            }
        });
    }

    /** Commits have come to the session's branch in the repository. */
    void imported(Session session, PrivateGit.Taken taken) {
        if (taken.moved()) {
            String how = taken.rewritten() ? "the rewritten branch %s came" : "commits of branch %s came";
            store.note(
                    session,
                    (how + " to the repository, which has it at %s now")
                            .formatted(session.origin().branch(), taken.tip().abbreviated()));
            told(session);
        }
    }

    void keepScreen(UUID id, String screen) {
        store.keepScreen(id, screen);
    }

    void seen(Session session, AgentStatus status) {
        AgentStatus before = agents.put(session.id(), status);
        if (before == null || !before.sameAs(status)) {
            told(session);
        }
    }

    void seen(Session session, ChangeCounts counts) {
        ChangeCounts before = changes.put(session.id(), counts);
        if (before == null || !before.sameAs(counts)) {
            told(session);
        }
    }

    /** Has changed more than is counted: figures of before would be wrong. */
    void uncounted(Session session) {
        if (changes.remove(session.id()) != null) {
            told(session);
        }
    }

    void seen(Session session, Progress progress) {
        steps.seen(session.id(), progress, () -> told(session));
    }

    void prepared(UUID id) {
        steps.forget(id);
    }

    void measured(Session session, Usage usage) {
        Measured before = usages.get(session.id());
        boolean justStarted = session.times()
                .started()
                .filter(start -> start.isAfter(usage.at().minus(JUST_STARTED)))
                .isPresent();
        ResourceUse now = ResourceUse.of(Optional.ofNullable(before).map(Measured::last), usage, justStarted);
        boolean tell = before == null || now.isNews(before.told());
        usages.put(session.id(), new Measured(now, before == null || tell ? now : before.told()));
        if (tell) {
            told(session);
        }
    }

    /** A session that rests has no agent; a deleted one has nothing that changes. */
    void forget(Session session) {
        agents.remove(session.id());
        usages.remove(session.id());
        if (session.state() == SessionState.DELETED) {
            changes.remove(session.id());
        }
    }

    private Session told(Session session) {
        observers.accept(new SessionChanged(session.id(), session.ownerId()));
        return session;
    }

    static HubException notFound(UUID id) {
        return new HubException(FailureCode.SESSION_NOT_FOUND, "there is no session " + id);
    }
}
