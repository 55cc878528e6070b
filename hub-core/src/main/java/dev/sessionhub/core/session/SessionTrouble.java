package dev.sessionhub.core.session;

import dev.sessionhub.core.agent.AgentException;
import dev.sessionhub.core.database.DatabaseTrouble;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.core.terminal.TerminalException;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.Container;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What happens to a session when the work behind it fails. */
final class SessionTrouble {

    private static final Logger LOG = System.getLogger(SessionTrouble.class.getName());

    private static final Set<Code> PASSING =
            EnumSet.of(Code.UNAVAILABLE, Code.TIMEOUT, Code.LIMIT_EXCEEDED, Code.CANCELLED);

    private final Sessions sessions;
    private final Environments environments;
    private final SessionConnections connections;
    private final Retries retries;

    SessionTrouble(Sessions sessions, Environments environments, SessionConnections connections, Retries retries) {
        this.sessions = sessions;
        this.environments = environments;
        this.connections = connections;
        this.retries = retries;
    }

    /** Returns whether the work goes on at once. */
    boolean met(Session session, RuntimeException failure) {
        if (DatabaseTrouble.isCauseOf(failure)) {
            waits(session, failure);
            return false;
        }
        String why = inWords(session, failure);
        return switch (session.state()) {
            case CREATING, STARTING -> canWait(session, failure) ? again(session, why) : giveUp(session, why);
            case RUNNING, STOPPING, DELETING -> later(session, why);
            case STOPPED, FAILED, DELETED -> false;
        };
    }

    private boolean canWait(Session session, RuntimeException failure) {
        return mayPass(failure) && (session.step() == SessionStep.RESUME || mayLive(session));
    }

    private static boolean mayPass(RuntimeException failure) {
        return failure instanceof TerminalException
                || (failure instanceof ProviderException unable && PASSING.contains(unable.code()));
    }

    /** Whether an agent may run in there: started before the hub was killed, or by the attempt that failed. */
    private boolean mayLive(Session session) {
        if (session.step() != SessionStep.AGENT) {
            return false;
        }
        try {
            return environments
                    .find(session)
                    .filter(found -> found.state() == Container.State.RUNNING)
                    .isPresent();
        } catch (RuntimeException unknown) {
            LOG.log(Level.DEBUG, "nobody knows whether session " + session.id() + " lives", unknown);
            return true;
        }
    }

    /** What may hold a live agent is left alone until it can be asked. */
    private boolean again(Session session, String why) {
        retries.failed(session.id());
        return later(session, why + "; what runs in the session is left alone, and the hub tries again by itself");
    }

    private boolean giveUp(Session session, String why) {
        if (session.step() == SessionStep.RESTORE) {
            return write(session, "not restored", now -> now.restoreFailed(why));
        }
        connections.close(session);
        try {
            environments.stop(session);
        } catch (RuntimeException alsoFailed) {
            LOG.log(Level.DEBUG, "the environment of session " + session.id() + " was not stopped", alsoFailed);
        }
        return write(session, "failed", now -> now.failed(why));
    }

    /** The reconciler comes back to it. */
    private boolean later(Session session, String why) {
        if (session.reason().filter(why::equals).isEmpty() && session.state() != SessionState.RUNNING) {
            write(session, "delayed", now -> now.noted(Optional.of(why)));
        }
        return false;
    }

    private boolean write(Session session, String message, Consumer<Session> intent) {
        try {
            sessions.changeIfUnmoved(session, message, intent);
            return true;
        } catch (RuntimeException failure) {
            waits(session, failure);
            return false;
        }
    }

    private static void waits(Session session, RuntimeException failure) {
        String why = DatabaseTrouble.inWords(failure);
        LOG.log(Level.WARNING, "session {0} waits for the database: {1}", session.id(), why);
    }

    private static String inWords(Session session, RuntimeException failure) {
        if (failure instanceof HubException
                || failure instanceof ProviderException
                || failure instanceof AgentException
                || failure instanceof TerminalException) {
            LOG.log(Level.INFO, "session {0} ({1}): {2}", session.id(), session.state(), failure.getMessage());
            return Reason.plain(String.valueOf(failure.getMessage()));
        }
        LOG.log(Level.ERROR, "session " + session.id() + " met a fault of the hub", failure);
        return "a fault of the hub; its log says more about session " + session.id();
    }
}
