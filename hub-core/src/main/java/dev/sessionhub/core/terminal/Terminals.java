package dev.sessionhub.core.terminal;

import dev.sessionhub.core.terminal.control.ControlChannel;
import dev.sessionhub.core.terminal.pane.TerminalEnd;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The terminals of a hub, one for each session that runs. Safe for use by several threads, of which one at a time opens and
 * closes the terminal of a session.
 */
public final class Terminals implements AutoCloseable {

    /** The tmux session that holds the agent's window. */
    public static final String TMUX_SESSION = "agent";

    /** Does not start a server, sends no output until somebody looks, and has no say in the size. */
    private static final List<String> ATTACH =
            List.of("-N", "-C", "attach-session", "-f", "no-output,ignore-size", "-t", "=" + TMUX_SESSION);

    private static final Duration CHECK = Duration.ofSeconds(5);
    private static final Duration LONGEST_QUIET = Duration.ofSeconds(15);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    private final Map<UUID, Terminal> open = new ConcurrentHashMap<>();
    private final TerminalTimer timer = new TerminalTimer();
    private volatile boolean closed;

    /** No terminal yet. */
    public Terminals() {
        this(CHECK, LONGEST_QUIET, LONGEST_SILENCE);
    }

    Terminals(Duration check, Duration longestQuiet, Duration longestSilence) {
        timer.every(
                check,
                () -> open.values()
                        .forEach(
                                terminal -> TerminalTimer.attempt(() -> terminal.check(longestQuiet, longestSilence))));
    }

    /**
     * Connects to a session's tmux and waits until it answers. A terminal that is open for this session stays and is
     * returned; its listener stays, too.
     *
     * @param sessionId the session
     * @param channel the way in
     * @param listener hears what happens to it
     * @return the terminal
     * @throws TerminalException if tmux is not there or does not answer within ten seconds
     * @throws dev.sessionhub.spi.ProviderException from the channel
     */
    public Terminal open(UUID sessionId, ControlChannel channel, TerminalListener listener) {
        return find(sessionId).orElseGet(() -> connect(sessionId, channel, listener));
    }

    /**
     * The open terminal of a session.
     *
     * @param sessionId the session
     * @return empty if none is connected
     */
    public Optional<Terminal> find(UUID sessionId) {
        return Optional.ofNullable(open.get(sessionId)).filter(Terminal::isOpen);
    }

    /**
     * Lets go of a session's terminal; nothing if there is none. Its viewers end, its tmux goes on.
     *
     * @param sessionId the session
     * @param end what its viewers are told
     */
    public void close(UUID sessionId, TerminalEnd end) {
        Terminal terminal = open.remove(sessionId);
        if (terminal != null) {
            terminal.close(end);
        }
    }

    /** Lets go of all, and of each that is still being opened as soon as it is there. */
    @Override
    public void close() {
        closed = true;
        timer.close();
        open.keySet().forEach(this::closeWithTheHub);
    }

    private void closeWithTheHub(UUID sessionId) {
        close(sessionId, TerminalEnd.disconnected("the hub is going down; sessions go on"));
    }

    private Terminal connect(UUID sessionId, ControlChannel channel, TerminalListener listener) {
        Terminal terminal = new Terminal(sessionId.toString(), channel.connect(ATTACH), listener, timer).awaitOpen();
        Terminal replaced = open.put(sessionId, terminal);
        if (replaced != null) {
            replaced.close();
        }
        if (closed) {
            closeWithTheHub(sessionId);
        }
        return terminal;
    }
}
