package dev.sessionhub.core.terminal;

import dev.sessionhub.core.terminal.control.TerminalThreads;
import dev.sessionhub.core.terminal.pane.Size;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Somebody who looks at a terminal. Safe for use by several threads; no call waits for the client or for the program. */
public final class Viewer implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Viewer.class.getName());

    private final Terminal terminal;
    private final Screen screen;
    private final ViewerMode mode;
    private final ViewerFeed feed;
    private Size wanted;
    private Picture picture = Picture.NONE;

    /** How true the client's picture is. Together with {@link #wanted} guarded by the terminal's lock. */
    enum Picture {
        /** It has none, or a wrong one: it gets no output, and a buffer with all of the history as soon as it has room. */
        NONE,
        /** It fell behind: as before, but what is on the screen comes first. */
        BEHIND,
        /** The screen is right and the output follows, but the history is missing and comes when things are calm. */
        WITHOUT_HISTORY,
        /** Everything is there, and the output follows. */
        COMPLETE
    }

    Viewer(Terminal terminal, Screen screen, ViewerOptions options, ViewerSink sink) {
        this.terminal = terminal;
        this.screen = screen;
        this.mode = options.mode();
        this.wanted = options.size();
        this.feed = new ViewerFeed(sink);
    }

    void start(String name) {
        TerminalThreads.virtual("viewer-" + name, this::run);
    }

    /**
     * Types bytes into the program as they are.
     *
     * @param bytes UTF-8 text or what a key sends
     * @throws IllegalStateException if this viewer only reads
     * @throws TerminalException if the session does not take input
     */
    public void input(byte[] bytes) {
        requireWriter();
        terminal.typed(this, bytes);
    }

    /**
     * Pastes text as one block; tmux adds brackets if the program asked for them.
     *
     * @param text control characters other than tab and line ends are left out
     * @throws IllegalArgumentException if it is longer than a million characters
     * @throws IllegalStateException if this viewer only reads
     * @throws TerminalException if the session does not take input
     */
    public void paste(String text) {
        requireWriter();
        terminal.pasted(this, text);
    }

    /**
     * The viewer's own window has another size. A writer thereby sets the size of the terminal.
     *
     * @param columns 2 to 1000
     * @param rows 1 to 500
     */
    public void resize(int columns, int rows) {
        terminal.resized(this, new Size(columns, rows));
    }

    /**
     * The client has processed that much. A client that never says so is taken to have processed what its sink took.
     *
     * @param totalBytes of {@link ViewerSink#buffer} and {@link ViewerSink#output} together, since the viewer was attached
     */
    public void acknowledge(long totalBytes) {
        feed.acknowledge(totalBytes);
        terminal.progressed(this);
    }

    /**
     * What this viewer may do.
     *
     * @return as asked for when it was attached
     */
    public ViewerMode mode() {
        return mode;
    }

    /**
     * The tmux window it looks at.
     *
     * @return such as {@code @0}
     */
    public String window() {
        return screen.window();
    }

    /** Goes away; its sink is not called again, except for a call that is under way. */
    @Override
    public void close() {
        feed.close();
        terminal.detached(this);
    }

    Screen screen() {
        return screen;
    }

    ViewerFeed feed() {
        return feed;
    }

    Size wanted() {
        return wanted;
    }

    void want(Size size) {
        wanted = size;
    }

    Picture picture() {
        return picture;
    }

    void picture(Picture now) {
        picture = now;
    }

    boolean followsOutput() {
        return picture == Picture.COMPLETE || picture == Picture.WITHOUT_HISTORY;
    }

    private void requireWriter() {
        if (mode != ViewerMode.WRITE) {
            throw new IllegalStateException("this viewer only reads");
        }
    }

    private void run() {
        try {
            while (feed.handOn()) {
                terminal.progressed(this);
            }
        } catch (IOException | RuntimeException gone) {
            LOG.log(Level.DEBUG, "a viewer's client is gone", gone);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }
}
