package dev.sessionhub.web.terminal;

import jakarta.inject.Inject;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /ws/sessions}: what the server calls, handed on to the {@link Connection}. */
@ServerEndpoint(value = "/ws/sessions", configurator = Handshake.class)
public class TerminalEndpoint {

    private static final Logger LOG = System.getLogger(TerminalEndpoint.class.getName());

    /** Larger than what a connection takes, so that it is the connection that refuses, in the hub's words. */
    private static final long MOST_BYTES = 3 << 20;

    private static final String CONNECTION = "dev.sessionhub.connection";

    private final Connections connections;

    @Inject
    public TerminalEndpoint(Connections connections) {
        this.connections = connections;
    }

    @OnOpen
    public void open(Session session) {
        Connection connection = connections.open(session, Handshake.cookies(session));
        session.getUserProperties().put(CONNECTION, connection);
    }

    @OnMessage(maxMessageSize = MOST_BYTES)
    public void text(String text, Session session) {
        of(session).ifPresent(connection -> connection.text(text));
    }

    @OnMessage(maxMessageSize = MOST_BYTES)
    public void binary(byte[] frame, Session session) {
        of(session).ifPresent(connection -> connection.binary(frame));
    }

    @OnMessage
    public void pong(PongMessage pong, Session session) {
        of(session).ifPresent(Connection::heard);
    }

    @OnClose
    public void close(Session session) {
        of(session).ifPresent(connections::closed);
    }

    @OnError
    public void error(Session session, Throwable failure) {
        LOG.log(Level.DEBUG, "a connection failed: {0}", failure.toString());
    }

    private static Optional<Connection> of(Session session) {
        @Nullable Object connection = session.getUserProperties().get(CONNECTION);
        return connection instanceof Connection found ? Optional.of(found) : Optional.empty();
    }
}
