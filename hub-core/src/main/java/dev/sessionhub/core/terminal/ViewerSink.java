package dev.sessionhub.core.terminal;

import dev.sessionhub.core.terminal.pane.TerminalEnd;
import dev.sessionhub.core.terminal.picture.Utf8Chunks;
import java.io.IOException;

/**
 * Where a viewer's picture goes.
 *
 * <p>One thread at a time calls it, in the order in which things happened. A call may block: that is how a slow client
 * pushes back. A viewer whose sink throws is detached, and its sink is not called again. The arrays are shared with other
 * viewers: read only.
 */
public interface ViewerSink {

    /**
     * Everything needed to draw the terminal as it is now; replaces whatever was drawn before.
     *
     * @param data history, screen, cursor and modes as terminal output for an emulator that was just reset
     * @param columns the size it is to be drawn at
     * @param rows the size it is to be drawn at
     * @throws IOException if the client is gone
     */
    void buffer(byte[] data, int columns, int rows) throws IOException;

    /**
     * What the program printed, as it is; a character may be cut in two, see {@link Utf8Chunks}.
     *
     * @param data holds it
     * @param offset where it begins
     * @param length how many bytes
     * @throws IOException if the client is gone
     */
    void output(byte[] data, int offset, int length) throws IOException;

    /**
     * The terminal has another size now; a {@link #buffer} follows.
     *
     * @param columns new size
     * @param rows new size
     * @throws IOException if the client is gone
     */
    void resized(int columns, int rows) throws IOException;

    /**
     * Nothing more comes: the last call.
     *
     * @param end why
     * @throws IOException if the client is gone
     */
    void ended(TerminalEnd end) throws IOException;
}
