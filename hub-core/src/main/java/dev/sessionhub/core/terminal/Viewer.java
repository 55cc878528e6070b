package dev.sessionhub.core.terminal;

/** Somebody who looks at a terminal. Safe for use by several threads; no call waits for the client or for the program. */
public final class Viewer implements AutoCloseable {

    /**
     * Types bytes into the program as they are.
     *
     * @param bytes UTF-8 text or what a key sends
     * @throws IllegalStateException if this viewer only reads
     * @throws TerminalException if the session does not take input
     */
    public void input(byte[] bytes) {
        Outline.missing();
    }

    /**
     * Pastes text as one block; tmux adds brackets if the program asked for them.
     *
     * @param text control characters other than tab and line ends are left out
     * @throws IllegalArgumentException if it is longer than 4 MiB
     * @throws IllegalStateException if this viewer only reads
     */
    public void paste(String text) {
        Outline.missing();
    }

    /**
     * The viewer's own window has another size. A writer thereby sets the size of the terminal.
     *
     * @param columns 2 to 1000
     * @param rows 1 to 500
     */
    public void resize(int columns, int rows) {
        Outline.missing();
    }

    /**
     * The client has processed that much. A client that never says so is taken to have processed what its sink took.
     *
     * @param totalBytes of {@link ViewerSink#buffer} and {@link ViewerSink#output} together, since the viewer was attached
     */
    public void acknowledge(long totalBytes) {
        Outline.missing();
    }

    /**
     * What this viewer may do.
     *
     * @return as asked for when it was attached
     */
    public ViewerMode mode() {
        Outline.missing();
        return ViewerMode.READ;
    }

    /**
     * The tmux window it looks at.
     *
     * @return such as {@code @0}
     */
    public String window() {
        Outline.missing();
        return "";
    }

    /** Goes away; its sink is not called again, except for a call that is under way. */
    @Override
    public void close() {
        Outline.missing();
    }
}
