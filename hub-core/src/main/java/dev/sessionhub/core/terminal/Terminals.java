package dev.sessionhub.core.terminal;

import java.util.Optional;
import java.util.UUID;

/** The terminals of a hub, one for each session that runs. Safe for use by several threads. */
public final class Terminals implements AutoCloseable {

    /**
     * Connects to a session's tmux and waits until it answers. A terminal that is open for this session stays and is
     * returned.
     *
     * @param sessionId the session
     * @param channel the way in
     * @param listener hears what happens to it
     * @return the terminal
     * @throws TerminalException if tmux is not there or does not answer within ten seconds
     * @throws dev.sessionhub.spi.ProviderException from the channel
     */
    public Terminal open(UUID sessionId, ControlChannel channel, TerminalListener listener) {
        Outline.missing();
        return new Terminal();
    }

    /**
     * The open terminal of a session.
     *
     * @param sessionId the session
     * @return empty if none is connected
     */
    public Optional<Terminal> find(UUID sessionId) {
        Outline.missing();
        return Optional.empty();
    }

    /**
     * Lets go of a session's terminal; nothing if there is none.
     *
     * @param sessionId the session
     */
    public void close(UUID sessionId) {
        Outline.missing();
    }

    /** Lets go of all. */
    @Override
    public void close() {
        Outline.missing();
    }
}
