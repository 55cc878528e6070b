package dev.sessionhub.web.terminal;

import dev.sessionhub.web.security.SessionCookie;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;

/** Keeps the cookies of a handshake: a ticket must not work in another browser. The origin was checked before. */
public class Handshake extends ServerEndpointConfig.Configurator {

    private static final String COOKIES = "dev.sessionhub.cookies";

    /** What the handshake of a connection showed. */
    static List<String> cookies(Session session) {
        Object cookies = session.getUserProperties().remove(COOKIES);
        return cookies instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        List<String> cookies = request.getHeaders().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(HttpHeaders.COOKIE))
                .map(header -> header.getValue())
                .flatMap(List::stream)
                .flatMap(value -> SessionCookie.in(value).stream())
                .toList();
        config.getUserProperties().put(COOKIES, cookies);
    }
}
