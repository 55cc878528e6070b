package dev.sessionhub.core.config;

import java.util.List;
import java.util.Set;

/**
 * Where the server listens and who may talk to it.
 *
 * @param address the address
 * @param port the port
 * @param allowedOrigins further origins that may open a WebSocket, such as {@code https://hub.example.com}
 * @param trustedProxies who may say for whom it asks
 */
public record HttpSettings(String address, int port, Set<String> allowedOrigins, List<Network> trustedProxies) {

    /** Copies. */
    public HttpSettings {
        allowedOrigins = Set.copyOf(allowedOrigins);
        trustedProxies = List.copyOf(trustedProxies);
    }
}
