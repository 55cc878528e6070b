package dev.sessionhub.core.session;

import dev.sessionhub.core.concurrent.HubThreads;
import dev.sessionhub.core.workspace.Workspaces;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what sessions changed, a few of a provider at once; the longer it takes, the more seldom. */
final class ChangeCounting {

    private static final Logger LOG = System.getLogger(ChangeCounting.class.getName());
    private static final Duration LEAST_WORKING = Duration.ofSeconds(3);
    private static final Duration LEAST_IDLE = Duration.ofSeconds(20);
    private static final Duration LEAST_RESTING = Duration.ofMinutes(5);
    private static final int COST_FACTOR = 20;
    private static final int AT_ONCE = Math.max(3, Runtime.getRuntime().availableProcessors());

    private final Sessions sessions;
    private final Workspaces workspaces;
    private final SessionConnections connections;
    private final Map<UUID, Long> dueNanos = new ConcurrentHashMap<>();
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();
    private final Turns turns = new Turns(AT_ONCE);
    private volatile List<Session> known = List.of();

    ChangeCounting(Sessions sessions, Workspaces workspaces, SessionConnections connections) {
        this.sessions = sessions;
        this.workspaces = workspaces;
        this.connections = connections;
    }

    void know(List<Session> all) {
        known = all;
        dueNanos.keySet().retainAll(all.stream().map(Session::id).toList());
    }

    /** Begins to count where it is time to; waits for none. */
    void count() {
        for (Session session : known) {
            long now = System.nanoTime();
            if (session.state() != SessionState.DELETING
                    && dueNanos.getOrDefault(session.id(), now) - now <= 0
                    && underWay.add(session.id())) {
                HubThreads.start("change count " + session.id(), () -> countInTurn(session));
            }
        }
    }

    private void countInTurn(Session session) {
        try {
            turns.run(session.provider(), () -> count(session));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.remove(session.id());
        }
    }

    private void count(Session session) {
        long begun = System.nanoTime();
        try {
            if (Files.isDirectory(session.workspace())) {
                takeCommits(session);
                sessions.seen(session, workspaces.changes(session.worktree()));
            }
        } catch (RuntimeException failure) {
            LOG.log(Level.DEBUG, "the changes of session " + session.id() + " cannot be counted", failure);
            if (failure instanceof ProviderException refusal && refusal.code() == Code.LIMIT_EXCEEDED) {
                sessions.uncounted(session);
            }
        }
        long cost = System.nanoTime() - begun;
        dueNanos.put(session.id(), System.nanoTime() + Math.max(least(session).toNanos(), COST_FACTOR * cost));
    }

    private void takeCommits(Session session) {
        try {
            workspaces.takeCommits(session.worktree()).ifPresent(taken -> sessions.imported(session, taken));
        } catch (ProviderException failure) {
            LOG.log(Level.DEBUG, "the commits of session " + session.id() + " cannot be taken now", failure);
        }
    }

    private Duration least(Session session) {
        if (session.state() != SessionState.RUNNING) {
            return LEAST_RESTING;
        }
        return connections.isWorking(session.id()) ? LEAST_WORKING : LEAST_IDLE;
    }
}
