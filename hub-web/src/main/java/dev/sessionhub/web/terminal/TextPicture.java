package dev.sessionhub.web.terminal;

import dev.sessionhub.core.terminal.pane.TerminalEnd;
import dev.sessionhub.core.terminal.picture.Utf8Chunks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The picture as text frames, which never split a character. */
final class TextPicture extends Picture {

    private final Utf8Chunks chunks = new Utf8Chunks();
    private volatile Sent sent = new Sent(0, 0);

    /** The same amount as the viewer counts it and as the client sees it: what is no UTF-8 has other lengths. */
    private record Sent(long raw, long text) {}

    TextPicture(Peer peer, Consumer<TerminalEnd> onEnd) {
        super(peer, onEnd);
    }

    @Override
    long processed(long bytes) {
        Sent now = sent;
        return bytes >= now.text ? now.raw : Math.min(bytes, now.raw);
    }

    @Override
    void draw(Peer to, byte[] data, int width, int height) throws IOException {
        chunks.reset();
        String text = new String(data, StandardCharsets.UTF_8);
        count(data.length, text);
        to.picture(ServerFrames.buffer(text, width, height));
    }

    @Override
    void print(Peer to, byte[] data, int offset, int length) throws IOException {
        String text = chunks.next(data, offset, length);
        count(length, text);
        if (!text.isEmpty()) {
            to.picture(ServerFrames.output(text));
        }
    }

    private void count(int raw, String text) {
        sent = new Sent(sent.raw + raw, sent.text + text.getBytes(StandardCharsets.UTF_8).length);
    }
}
