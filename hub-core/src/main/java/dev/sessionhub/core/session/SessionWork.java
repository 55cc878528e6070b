package dev.sessionhub.core.session;

import dev.sessionhub.core.agent.AgentFacts;
import dev.sessionhub.core.agent.AgentKind;
import dev.sessionhub.core.agent.AgentLaunch;
import dev.sessionhub.core.session.part.AgentOrder;
import dev.sessionhub.core.workspace.Isolation;
import dev.sessionhub.core.workspace.Quarantine;
import dev.sessionhub.core.workspace.Worktrees;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.container.ContainerHandle;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The work that takes a session from a passing state to one of rest. It may end at any point, with the hub, and is begun
 * again: what it finds done it does not do twice.
 */
final class SessionWork {

    private static final Logger LOG = System.getLogger(SessionWork.class.getName());

    private static final Set<SessionStep> BEFORE_START =
            EnumSet.of(SessionStep.MAKE, SessionStep.RESUME, SessionStep.RESIZE);

    private final Sessions sessions;
    private final Environments environments;
    private final Worktrees worktrees;
    private final Isolation isolation;
    private final Quarantine quarantine;
    private final SessionConnections connections;
    private final Preparations preparations;
    private final int history;
    private final Clock clock;
    private final Turns turns = new Turns(Math.max(4, 2 * Runtime.getRuntime().availableProcessors()));
    private final Retries retries = new Retries();
    private final SessionTrouble trouble;

    SessionWork(
            Sessions sessions,
            Environments environments,
            Worktrees worktrees,
            Isolation isolation,
            Quarantine quarantine,
            SessionConnections connections,
            Preparations preparations,
            int history,
            Clock clock) {
        this.sessions = sessions;
        this.environments = environments;
        this.worktrees = worktrees;
        this.isolation = isolation;
        this.quarantine = quarantine;
        this.connections = connections;
        this.preparations = preparations;
        this.history = history;
        this.clock = clock;
        this.trouble = new SessionTrouble(sessions, environments, connections, retries);
    }

    /** Goes on until the session rests, or until it cannot go on now. */
    void advance(UUID id) {
        Optional<Session> session = sessions.recorded(id);
        while (session.isPresent() && step(session.get())) {
            session = sessions.recorded(id);
        }
    }

    /** Waits for nothing any more that failed before. */
    void hurry() {
        retries.hurry();
    }

    private boolean step(Session session) {
        try {
            return switch (session.state()) {
                case CREATING, STARTING -> bringUp(session);
                case RUNNING -> connections.attend(session);
                case STOPPING -> stop(session);
                case DELETING -> delete(session);
                case STOPPED, FAILED, DELETED -> rest(session);
            };
        } catch (RuntimeException failure) {
            return trouble.met(session, failure);
        }
    }

    private boolean bringUp(Session session) {
        if (!retries.isDue(session.id())) {
            return false;
        }
        if (BEFORE_START.contains(session.step())) {
            preparations.run(session);
        }
        return turns.take(session.provider(), () -> bringUpNow(session));
    }

    private boolean bringUpNow(Session session) {
        return switch (session.step()) {
            case RESTORE -> restore(session);
            case AGENT -> start(session);
            case RESIZE -> resize(session);
            case MAKE, RESUME, NONE, STOP, STOP_ENDED, STOP_FAILED, REMOVE, QUARANTINE, PURGE, PURGED -> make(session);
        };
    }

    private boolean make(Session session) {
        worktrees.make(session.worktree());
        ContainerHandle handle = environments.make(session);
        return progress(session, "worktree and environment are ready", s -> s.environmentMade(handle));
    }

    private boolean resize(Session session) {
        worktrees.make(session.worktree());
        ContainerHandle handle = environments.resize(session);
        return progress(session, "the resource limits changed", s -> s.environmentMade(handle));
    }

    private boolean start(Session session) {
        environments.start(session);
        AgentOrder order = session.agent();
        Optional<String> prompt = order.promptToSend();
        AgentFacts facts = environments
                .script(session)
                .start(new AgentLaunch(
                        order.kind(),
                        order.command(),
                        order.conversation(),
                        order.conversationIsBegun(),
                        prompt,
                        history));
        connections.open(session);
        retries.forget(session.id());
        AgentKind kind = facts.kind().or(order::kind).orElse(AgentKind.SHELL);
        boolean delivered = prompt.isPresent() && facts.promptDelivered();
        return progress(session, "the agent runs: " + kind.word(), s -> {
            s.running(kind, delivered, clock.instant());
            if (prompt.isPresent() && !delivered && kind != AgentKind.CLAUDE) {
                s.noted(Optional.of(
                        "the first prompt was not delivered, because a %s takes none; paste it into the terminal yourself"
                                .formatted(kind.word())));
            }
        });
    }

    private boolean stop(Session session) {
        connections.close(session);
        if (session.step() == SessionStep.STOP) {
            connections.keepScreen(session);
        }
        environments.stop(session);
        takeCommits(session);
        return progress(session, "stopped", Session::stopped);
    }

    private boolean delete(Session session) {
        connections.close(session);
        if (session.step() == SessionStep.REMOVE) {
            environments.remove(session);
            return progress(session, "the environment is removed", Session::environmentRemoved);
        }
        takeCommits(session);
        Optional<Path> home = quarantine.put(session.worktree());
        return progress(session, "deleted", s -> s.deleted(home.map(Path::toString), clock.instant()));
    }

    /** What cannot be taken stays in the session's own Git directory, which is kept as long as its files are. */
    private void takeCommits(Session session) {
        try {
            isolation.take(session.worktree()).ifPresent(taken -> sessions.imported(session, taken));
        } catch (ProviderException failure) {
            LOG.log(
                    Level.WARNING,
                    "the commits of session {0} stay where they are: {1}",
                    session.id(),
                    failure.getMessage());
        }
    }

    private boolean restore(Session session) {
        quarantine.restore(session.worktree());
        return progress(session, "restored", Session::restored);
    }

    private boolean rest(Session session) {
        retries.forget(session.id());
        connections.close(session);
        sessions.forget(session);
        return false;
    }

    /** Writes down how far it has come, unless somebody wished something else meanwhile. */
    private boolean progress(Session session, String message, Consumer<Session> intent) {
        sessions.changeIfUnmoved(session, message, intent);
        return true;
    }
}
