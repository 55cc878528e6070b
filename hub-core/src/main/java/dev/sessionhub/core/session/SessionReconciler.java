package dev.sessionhub.core.session;

import dev.sessionhub.core.config.HubSettings;
import dev.sessionhub.core.plugin.Providers;
import dev.sessionhub.core.workspace.Quarantine;
import dev.sessionhub.core.workspace.Workspaces;
import dev.sessionhub.core.workspace.Worktrees;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Compares what is recorded with what is there, at the start and then every 15 seconds: wakes what is unfinished,
 * connects to what runs, names what nobody knows. It removes nothing but what a user deleted and whose time is over.
 */
@ApplicationScoped
public class SessionReconciler {

    private static final Logger LOG = System.getLogger(SessionReconciler.class.getName());
    private static final Duration EVERY = Duration.ofSeconds(15);
    private static final Duration CARRY_EVERY = Duration.ofMinutes(5);
    private static final Duration COUNT_EVERY = Duration.ofSeconds(2);
    private static final Duration MEASURE_EVERY = Duration.ofSeconds(10);

    private final SessionStore store;
    private final SessionEngine engine;
    private final Inventory inventory;
    private final Purge purge;
    private final ChangeCounting counting;
    private final LostFiles lost;
    private final Rounds rounds = new Rounds();

    /**
     * Made by the container.
     *
     * @param store what is recorded
     * @param sessions what is known
     * @param engine does the work
     * @param workspaces counts changes
     * @param providers the instances of plug-ins
     * @param settings says where things are and how long they are kept
     */
    @Inject
    public SessionReconciler(
            SessionStore store,
            Sessions sessions,
            SessionEngine engine,
            Workspaces workspaces,
            Providers providers,
            HubSettings settings) {
        this(
                store,
                engine,
                new Inventory(
                        providers::names,
                        providers::provider,
                        new Worktrees(settings.worktrees(), providers::gitBackend)),
                new Purge(
                        store,
                        new Quarantine(settings.data(), settings.worktrees(), providers::gitBackend),
                        settings.data(),
                        settings.sessions().retention(),
                        new RetentionClock(InstantSource.system(), System::nanoTime, RetentionClock.SETTLING)),
                new ChangeCounting(sessions, workspaces, engine.connections()),
                new LostFiles(sessions));
        providers.onReturn(this::hurry);
    }

    SessionReconciler(
            SessionStore store,
            SessionEngine engine,
            Inventory inventory,
            Purge purge,
            ChangeCounting counting,
            LostFiles lost) {
        this.store = store;
        this.engine = engine;
        this.inventory = inventory;
        this.purge = purge;
        this.counting = counting;
        this.lost = lost;
    }

    /**
     * Begins with the application.
     *
     * @param event says that it is there
     */
    public void begin(@Observes Startup event) {
        engine.begin();
        rounds.repeatOrOnCall("reconciler", EVERY, this::reconcile);
        rounds.repeat("change counter", COUNT_EVERY, counting::count);
        rounds.repeat("usage watch", MEASURE_EVERY, engine.usage()::measure);
        rounds.repeat("file carrier", CARRY_EVERY, this::carry);
    }

    @PreDestroy
    void close() {
        rounds.close();
    }

    /** A provider is back: its sessions do not wait for the next round. */
    private void hurry() {
        engine.hurry();
        rounds.call();
    }

    /** Files that are elsewhere come to the hub now and then, so that little is lost with the place where they are. */
    void carry() {
        for (Session session : store.list(SessionFilter.ALL)) {
            try {
                if (session.state() == SessionState.RUNNING) {
                    engine.carryBack(session);
                }
            } catch (RuntimeException failure) {
                LOG.log(Level.DEBUG, "the files of session " + session.id() + " do not come now", failure);
            }
        }
    }

    /** One round. */
    void reconcile() {
        List<Session> sessions = store.list(SessionFilter.ALL);
        rounds.databaseAnswers();
        for (Session session : sessions) {
            if (session.state().isPassing()
                    || (session.state() == SessionState.RUNNING
                            && !engine.connections().isSettled(session.id()))) {
                engine.wake(session.id());
            }
        }
        engine.connections().decay(SessionWatch.FRESH);
        counting.know(sessions);
        engine.usage().know(sessions);
        for (Session missing : inventory.missing(sessions)) {
            engine.connections().doubt(missing.id());
            engine.wake(missing.id());
        }
        lost.look(sessions);
        inventory.nameUnknown(sessions);
        purge.sweep();
    }
}
