package dev.sessionhub.web.terminal;

import dev.sessionhub.core.terminal.ViewerSink;
import dev.sessionhub.core.terminal.pane.TerminalEnd;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** What both encodings share: nothing is sent before {@link #open}, and the client knows the size before the picture. */
abstract class Picture implements ViewerSink {

    private final Peer peer;
    private final Consumer<TerminalEnd> onEnd;
    private final CountDownLatch opened = new CountDownLatch(1);
    private final AtomicBoolean given = new AtomicBoolean();
    private int columns;
    private int rows;

    Picture(Peer peer, Consumer<TerminalEnd> onEnd) {
        this.peer = peer;
        this.onEnd = onEnd;
    }

    /** Lets the picture through; the client knows that it is attached, and to a terminal of this size. */
    final void open() {
        opened.countDown();
    }

    /** Sends nothing any more. */
    final void giveUp() {
        given.set(true);
        opened.countDown();
    }

    /** How much of what the client has processed is what the viewer counts. */
    abstract long processed(long bytes);

    abstract void draw(Peer to, byte[] data, int width, int height) throws IOException;

    abstract void print(Peer to, byte[] data, int offset, int length) throws IOException;

    @Override
    public final void buffer(byte[] data, int width, int height) throws IOException {
        await();
        tellSize(width, height);
        draw(peer, data, width, height);
    }

    @Override
    public final void output(byte[] data, int offset, int length) throws IOException {
        await();
        print(peer, data, offset, length);
    }

    @Override
    public final void resized(int width, int height) throws IOException {
        await();
        tellSize(width, height);
    }

    @Override
    public final void ended(TerminalEnd end) throws IOException {
        await();
        onEnd.accept(end);
    }

    private void tellSize(int width, int height) throws IOException {
        if (width != columns || height != rows) {
            columns = width;
            rows = height;
            peer.picture(ServerFrames.resized(width, height));
        }
    }

    private void await() throws IOException {
        try {
            opened.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (given.get()) {
            throw new IOException("the client is gone");
        }
    }
}
