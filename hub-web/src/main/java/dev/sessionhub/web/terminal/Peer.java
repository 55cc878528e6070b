package dev.sessionhub.web.terminal;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;

/** The client's end of a connection. Its own lane for the picture, another for everything else; each for one thread. */
final class Peer {

    private static final Logger LOG = System.getLogger(Peer.class.getName());
    private static final int MOST_REASON = 120;

    private final Session session;
    private final Lane picture;
    private final Lane control;

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
        try {
            session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), brief(reason)));
        } catch (IOException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "a connection was closed already: {0}", e.getMessage());
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
