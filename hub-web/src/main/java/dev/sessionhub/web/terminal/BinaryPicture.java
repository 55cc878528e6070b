package dev.sessionhub.web.terminal;

import dev.sessionhub.core.terminal.pane.TerminalEnd;
import java.io.IOException;
import java.util.function.Consumer;

/** The picture as binary frames, whose first byte is their type. */
final class BinaryPicture extends Picture {

    /** Keys, from the client. */
    static final byte INPUT = 0;

    private static final byte OUTPUT = 0;
    private static final byte BUFFER = 1;

    BinaryPicture(Peer peer, Consumer<TerminalEnd> onEnd) {
        super(peer, onEnd);
    }

    @Override
    long processed(long bytes) {
        return bytes;
    }

    @Override
    void draw(Peer to, byte[] data, int width, int height) throws IOException {
        to.picture(BUFFER, data, 0, data.length);
    }

    @Override
    void print(Peer to, byte[] data, int offset, int length) throws IOException {
        to.picture(OUTPUT, data, offset, length);
    }
}
