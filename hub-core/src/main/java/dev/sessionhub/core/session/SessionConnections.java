package dev.sessionhub.core.session;

import dev.sessionhub.core.agent.AgentFacts;
import dev.sessionhub.core.agent.AgentStatus;
import dev.sessionhub.core.agent.Talk;
import dev.sessionhub.core.concurrent.HubThreads;
import dev.sessionhub.core.terminal.TerminalException;
import dev.sessionhub.core.terminal.Terminals;
import dev.sessionhub.core.terminal.pane.TerminalEnd;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.container.Container;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The hub's connections to the terminals of sessions that run, and what follows when one ends. */
final class SessionConnections {

    private static final Logger LOG = System.getLogger(SessionConnections.class.getName());
    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    private static final int MOST_SCREEN = 64 << 10;
    private static final int ATTEMPTS = 5;
    private static final Duration GOING_DOWN = Duration.ofSeconds(3);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final Sessions sessions;
    private final Environments environments;
    private final Terminals terminals;
    private final Consumer<UUID> wake;
    private final Dispatch dispatch;
    private final Map<UUID, SessionWatch> watches = new ConcurrentHashMap<>();
    private final Map<UUID, Long> startedNanos = new ConcurrentHashMap<>();
    private volatile boolean closed;

    SessionConnections(
            Sessions sessions, Environments environments, Terminals terminals, Consumer<UUID> wake, Dispatch dispatch) {
        this.sessions = sessions;
        this.environments = environments;
        this.terminals = terminals;
        this.wake = wake;
        this.dispatch = dispatch;
    }

    /** Connects to an agent that was just started. */
    void open(Session session) {
        startedNanos.put(session.id(), System.nanoTime());
        connect(session, SessionWatch.starting());
    }

    /** Whatever a running session needs: a connection, or the truth about its end. */
    boolean attend(Session session) {
        SessionWatch watch = watches.get(session.id());
        if (watch == null || watch.lost().isPresent()) {
            return reconnect(session);
        }
        return watch.end()
                .map(how -> AgentEnd.of(session, how, ranBriefly(session), lastFacts(session)))
                .filter(end -> ended(session, end))
                .isPresent();
    }

    /** Who ends an environment asks its programs to end first: then the end of the environment is what counts. */
    private boolean ended(Session session, AgentEnd end) {
        try {
            if (end.wasAskedFor()
                    && (environmentEnded(session) || (isGoingDown(session) && environmentEnded(session)))) {
                return true;
            }
        } catch (ProviderException failure) {
            sessions.seen(session, SessionWatch.unreachable("not connected: " + failure.getMessage()));
            return false;
        }
        recordEnd(session, end);
        return true;
    }

    private boolean environmentEnded(Session session) {
        Optional<Container> container = environments.find(session);
        if (container.isPresent() && container.get().state() != Container.State.RUNNING) {
            return environmentStopped(session, container.get());
        }
        return container.isPresent() && environmentRestarted(session, container.get());
    }

    /** A machine that goes down may take the terminal server along before it is gone itself. */
    private boolean isGoingDown(Session session) {
        boolean silent = !environments.script(session).look().alive();
        if (silent) {
            LockSupport.parkNanos(GOING_DOWN.toNanos());
        }
        return silent;
    }

    /** A session goes on by itself in an environment that was restarted. */
    private boolean environmentRestarted(Session session, Container container) {
        boolean restarted = container
                .startedAt()
                .flatMap(environment -> session.times().started().filter(environment::isAfter))
                .isPresent();
        if (restarted) {
            String message = "resumed, its environment was restarted";
            sessions.changeIfRunning(session, message, Session::resumeInside);
        }
        return restarted;
    }

    /** Lets go of a session that is not to run, and tells its viewers so. */
    void close(Session session) {
        retire(watches.remove(session.id()));
        startedNanos.remove(session.id());
        terminals.close(session.id(), endOf(session));
    }

    private static TerminalEnd endOf(Session session) {
        return switch (session.state()) {
            case CREATING, STARTING, RUNNING -> TerminalEnd.disconnected("the session did not start");
            case STOPPING, STOPPED, FAILED ->
                TerminalEnd.closed(session.reason().orElse("the session was stopped"));
            case DELETING, DELETED -> TerminalEnd.deleted();
        };
    }

    /** The hub goes down: what the terminals say from now on means nothing. */
    void closeAll() {
        closed = true;
        watches.values().forEach(SessionWatch::retire);
    }

    /** Makes sure that the session is looked at before its connection is believed again. */
    void doubt(UUID id) {
        retire(watches.remove(id));
    }

    /** What was not heard of for so long is not known any more; who should have told is replaced. */
    void decay(Duration fresh) {
        for (SessionWatch watch : watches.values()) {
            if (watch.decays(fresh)) {
                HubThreads.start("watch again", () -> watchAgain(watch.session()));
            }
        }
    }

    private void watchAgain(Session session) {
        LOG.log(Level.INFO, "the watcher of session {0} is silent; another one takes over", session.id());
        try {
            environments.script(session).watchAgain();
        } catch (RuntimeException failure) {
            LOG.log(Level.DEBUG, "no other watcher for session " + session.id(), failure);
        }
    }

    /** Whether a running session is connected, and nothing was heard that is not written down yet. */
    boolean isSettled(UUID id) {
        SessionWatch watch = watches.get(id);
        return watch != null && watch.lost().isEmpty() && watch.end().isEmpty();
    }

    boolean isWorking(UUID id) {
        SessionWatch watch = watches.get(id);
        return watch != null && watch.isWorking();
    }

    /** Tries twice: it is the last chance to see what the agent said. */
    void keepScreen(Session session) {
        for (int attempt = 1; attempt <= 2 && !keepsScreen(session); attempt++) {
            LOG.log(Level.DEBUG, "no screen of session {0} at attempt {1}", session.id(), attempt);
        }
    }

    private boolean keepsScreen(Session session) {
        try {
            String screen = environments.script(session).screen();
            if (!screen.isEmpty()) {
                sessions.keepScreen(session.id(), screen.substring(Math.max(0, screen.length() - MOST_SCREEN)));
            }
            return !screen.isEmpty();
        } catch (RuntimeException failure) {
            LOG.log(Level.INFO, "the last screen of session " + session.id() + " was not kept", failure);
            return false;
        }
    }

    private void connect(Session session, AgentStatus status) {
        terminals.close(session.id(), TerminalEnd.disconnected("the hub connects to this session anew"));
        SessionWatch watch = new SessionWatch(
                session,
                sessions,
                status,
                () -> wake.accept(session.id()),
                talk -> talked(session, talk),
                task -> dispatch.execute(session.id(), task));
        retire(watches.put(session.id(), watch));
        sessions.seen(session, status);
        try {
            terminals.open(session.id(), environments.script(session).channel(), watch);
        } catch (RuntimeException failure) {
            watches.remove(session.id(), watch);
            watch.retire();
            throw failure;
        }
    }

    private boolean reconnect(Session session) {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; attempt <= ATTEMPTS && !closed; attempt++) {
            try {
                if (isLost(session)) {
                    return true;
                }
                connect(session, SessionWatch.unreachable("nothing was heard yet"));
                return false;
            } catch (TerminalException | ProviderException failure) {
                LOG.log(Level.DEBUG, "no connection to session " + session.id(), failure);
                sessions.seen(session, SessionWatch.unreachable("not connected: " + failure.getMessage()));
            }
            LockSupport.parkNanos(pause.toNanos());
            pause = pause.multipliedBy(2);
        }
        return false;
    }

    /** Asks provider and session; writes down the end if it is certain. */
    private boolean isLost(Session session) {
        Optional<Container> container = environments.find(session);
        if (container.isEmpty()) {
            String why = "the environment of this session is gone; start it again to make a new one";
            sessions.changeIfRunning(session, "failed", now -> now.environmentLost(why));
            return true;
        }
        if (container.get().state() != Container.State.RUNNING) {
            return environmentStopped(session, container.get());
        }
        if (environments.script(session).look().alive()) {
            return false;
        }
        if (!environmentRestarted(session, container.get())) {
            LockSupport.parkNanos(GOING_DOWN.toNanos());
            if (!environmentEnded(session)) {
                recordEnd(session, AgentEnd.lost("the terminal server (tmux) of this session ended"));
            }
        }
        return true;
    }

    /** After a restart of its machine a session goes on by itself; otherwise somebody has to know. */
    private boolean environmentStopped(Session session, Container container) {
        String why = container.reason().orElse("it was stopped from outside");
        if (container.reason().filter(reason -> reason.contains("restarted")).isPresent()) {
            sessions.changeIfRunning(session, "resumed, because " + why, Session::resume);
        } else {
            boolean full = why.contains("out of memory");
            AgentEnd end = AgentEnd.lost(
                    "the environment of this session is not running: %s; start it again to go on".formatted(why));
            recordEnd(session, full ? end.outOfMemory(sessions.usage(session.id())) : end);
        }
        return true;
    }

    private void recordEnd(Session session, AgentEnd how) {
        AgentEnd end =
                how.mayBeShortage() && ranOutOfMemory(session) ? how.outOfMemory(sessions.usage(session.id())) : how;
        keepScreen(session);
        sessions.changeIfRunning(
                session, "the agent ended", now -> now.agentEnded(end.ended(), end.failed(), end.reason()));
    }

    /** Measured once more, as far as that is still possible. */
    private boolean ranOutOfMemory(Session session) {
        try {
            environments.usage(session).ifPresent(usage -> sessions.measured(session, usage));
        } catch (ProviderException failure) {
            LOG.log(Level.DEBUG, "session " + session.id() + " was not measured", failure);
        }
        return sessions.usage(session.id())
                .filter(usage -> usage.ranOut(Instant.now()))
                .isPresent();
    }

    private void talked(Session session, Talk talk) {
        if (sessions.recorded(session.id())
                .filter(now -> now.agent().isNews(talk))
                .isPresent()) {
            sessions.change(session.id(), null, "conversation", now -> now.talked(talk, Instant.now()));
        }
    }

    /** What the agent left behind; empty if nobody can say any more. */
    private Optional<AgentFacts> lastFacts(Session session) {
        try {
            AgentFacts facts = environments.script(session).look();
            facts.evidence().talk().ifPresent(talk -> talked(session, talk));
            return Optional.of(facts);
        } catch (RuntimeException failure) {
            LOG.log(Level.DEBUG, "nothing more is known of the agent of session " + session.id(), failure);
            return Optional.empty();
        }
    }

    private boolean ranBriefly(Session session) {
        Long started = startedNanos.get(session.id());
        return started != null && System.nanoTime() - started < AT_ONCE.toNanos();
    }

    private static void retire(@Nullable SessionWatch watch) {
        if (watch != null) {
            watch.retire();
        }
    }
}
