package dev.sessionhub.core.terminal;

/** One session's tmux: one connection, any number of viewers. Safe for use by several threads. */
public final class Terminal implements AutoCloseable {

    /**
     * Lets somebody view a window. Returns at once; the sink gets a buffer first, then output.
     *
     * @param options how
     * @param sink where the picture goes
     * @return the viewer, to be closed by the caller
     * @throws TerminalException if there is no such window, or the terminal is closed
     */
    public Viewer attach(ViewerOptions options, ViewerSink sink) {
        Outline.missing();
        return new Viewer();
    }

    /**
     * The size of the agent's window.
     *
     * @return columns
     */
    public int columns() {
        Outline.missing();
        return 0;
    }

    /**
     * The size of the agent's window.
     *
     * @return rows
     */
    public int rows() {
        Outline.missing();
        return 0;
    }

    /**
     * How many look at any of its windows.
     *
     * @return zero or more
     */
    public int viewers() {
        Outline.missing();
        return 0;
    }

    /**
     * The agent's screen as plain text, without trailing blank lines. Asks tmux; once the terminal is closed, what was last
     * seen.
     *
     * @return lines separated by line feeds; untrusted text
     * @throws TerminalException if tmux does not answer in time
     */
    public String capture() {
        Outline.missing();
        return "";
    }

    /**
     * Types into the agent's program.
     *
     * @param data bytes as they are
     */
    public void type(byte[] data) {
        Outline.missing();
    }

    /**
     * Pastes into the agent's program as one block.
     *
     * @param text as in {@link Viewer#paste}
     */
    public void paste(String text) {
        Outline.missing();
    }

    /** Ends the connection and every viewer; tmux and the program go on. */
    @Override
    public void close() {
        Outline.missing();
    }
}
