package dev.sessionhub.core.session;

import dev.sessionhub.core.agent.AgentException;
import dev.sessionhub.core.database.DatabaseTrouble;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.core.terminal.TerminalException;
import dev.sessionhub.spi.ProviderException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/** What happens to a session when the work behind it fails. */
final class SessionTrouble {

    private static final Logger LOG = System.getLogger(SessionTrouble.class.getName());

    private final Sessions sessions;
    private final Environments environments;
    private final SessionConnections connections;

    SessionTrouble(Sessions sessions, Environments environments, SessionConnections connections) {
        this.sessions = sessions;
        this.environments = environments;
        this.connections = connections;
    }

    /** Returns whether the work goes on at once. */
    boolean met(Session session, RuntimeException failure) {
        if (DatabaseTrouble.isCauseOf(failure)) {
            LOG.log(Level.WARNING, "session " + session.id() + " waits for the database", failure);
            return false;
        }
        String why = inWords(session, failure);
        return switch (session.state()) {
            case CREATING, STARTING -> giveUp(session, why);
            case RUNNING, STOPPING, DELETING -> later(session, why);
            case STOPPED, FAILED, DELETED -> false;
        };
    }

    private boolean giveUp(Session session, String why) {
        if (session.step() == SessionStep.RESTORE) {
            return write(session, "not restored", now -> now.restoreFailed(why));
        }
        connections.close(session.id());
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
            write(session, "delayed", now -> now.delayed(why));
        }
        return false;
    }

    private boolean write(Session session, String message, Consumer<Session> intent) {
        try {
            sessions.change(session.id(), null, message, now -> {
                if (now.state() == session.state() && now.step() == session.step()) {
                    intent.accept(now);
                }
            });
            return true;
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, "session " + session.id() + " waits for the database", failure);
            return false;
        }
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
