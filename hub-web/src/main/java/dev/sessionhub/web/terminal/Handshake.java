package dev.sessionhub.web.terminal;

import dev.sessionhub.web.security.SessionCookie;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;

/** Keeps the cookie of a handshake: a ticket must not work in another user's browser. The origin was checked before. */
public class Handshake extends ServerEndpointConfig.Configurator {

    static final String COOKIE = "dev.sessionhub.cookie";

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        Optional<String> cookie = request.getHeaders().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(HttpHeaders.COOKIE))
                .map(header -> header.getValue())
                .flatMap(List::stream)
                .flatMap(value -> SessionCookie.in(value).stream())
                .findFirst();
        config.getUserProperties().remove(COOKIE);
        cookie.ifPresent(token -> config.getUserProperties().put(COOKIE, token));
    }
}
