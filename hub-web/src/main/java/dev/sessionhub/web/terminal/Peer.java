package dev.sessionhub.web.terminal;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The client's end of a connection. Its own lane for the picture, another for everything else; each for one thread. */
final class Peer {

    private static final Logger LOG = System.getLogger(Peer.class.getName());
    private static final int MOST_REASON = 120;
    private static final long LONGEST_CLOSE_SECONDS = 2;

    private final Session session;
    private final Lane picture;
    private final Lane control;
    private final ReentrantReadWriteLock closing = new ReentrantReadWriteLock();

    Peer(Session session, LongAdder bytes) {
        this.session = session;
        this.picture = new Lane(bytes);
        this.control = new Lane(bytes);
    }

    void picture(String text) throws IOException {
        picture.send(text.length(), () -> session.getBasicRemote().sendText(text));
    }

    void picture(byte type, byte[] data, int offset, int length) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(length + 1)
                .put(type)
                .put(data, offset, length)
                .flip();
        picture.send(length + 1, () -> session.getBasicRemote().sendBinary(frame));
    }

    void control(String text) throws IOException {
        control.send(text.length(), () -> session.getBasicRemote().sendText(text));
    }

    void ping() throws IOException {
        control.send(0, () -> session.getBasicRemote().sendPing(ByteBuffer.allocate(0)));
    }

    boolean stuck(long now, long limit) {
        return picture.stuck(now, limit) || control.stuck(now, limit);
    }

    void close(int code, String reason) {
        closing.readLock().lock();
        try {
            session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), brief(reason)));
        } catch (IOException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "a connection was closed already: {0}", e.getMessage());
        } finally {
            closing.readLock().unlock();
        }
    }

    /**
     * Lets a close that is under way come to its end; for the thread that is told of the client's answer. Tyrus would close
     * the connection in both threads, in the second one when its request may already be another client's.
     */
    void awaitClose() {
        if (closing.getReadHoldCount() > 0) {
            return;
        }
        try {
            if (closing.writeLock().tryLock(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS)) {
                closing.writeLock().unlock();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** A close frame has room for 123 bytes. */
    private static String brief(String reason) {
        String text = reason;
        while (text.getBytes(StandardCharsets.UTF_8).length > MOST_REASON) {
            text = text.substring(0, text.length() - 1);
        }
        return text;
    }
}
