package dev.sessionhub.core.terminal;

import dev.sessionhub.core.terminal.pane.TerminalEnd;

/** Hears what happens to one terminal; called in order, by one thread at a time, never under a lock. It may block. */
public interface TerminalListener {

    /**
     * The agent's program has ended. Also told when a terminal is opened whose program had ended before.
     *
     * @param end how
     */
    void programEnded(TerminalEnd end);

    /**
     * The connection to tmux was lost and the terminal is closed. The program may live: open it again.
     *
     * @param reason in words for a user
     */
    void disconnected(String reason);

    /**
     * The agent's window has another value of the tmux user option {@code @agent_state}.
     *
     * @param value untrusted text
     */
    void agentStateChanged(String value);

    /**
     * Somebody came or went.
     *
     * @param viewers how many there are now
     */
    void viewersChanged(int viewers);
}
