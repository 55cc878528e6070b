package dev.sessionhub.web.security;

import dev.sessionhub.core.config.HttpSettings;
import dev.sessionhub.core.config.Network;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * From where a request comes. Anybody can write X-Forwarded-For, so it is read from its end, and only for as long as the
 * one who wrote that part is a proxy that the administrator trusts.
 */
public final class ClientAddress {

    private static final int MOST_HOPS = 20;

    private final List<Network> trusted;

    public ClientAddress(HttpSettings settings) {
        this.trusted = settings.trustedProxies();
    }

    /** The nearest sender that is no trusted proxy. */
    public String of(HttpServletRequest request) {
        return of(request.getRemoteAddr(), Collections.list(request.getHeaders("X-Forwarded-For")));
    }

    String of(String remote, List<String> forwarded) {
        List<String> hops = new ArrayList<>(forwarded.stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .toList());
        String sender = remote;
        for (int i = 0; i < MOST_HOPS && !hops.isEmpty() && trusts(sender); i++) {
            Optional<String> before = literal(hops.removeLast().strip());
            if (before.isEmpty()) {
                return sender;
            }
            sender = before.get();
        }
        return sender;
    }

    private boolean trusts(String address) {
        InetAddress sender = InetAddress.ofLiteral(address);
        return trusted.stream().anyMatch(network -> network.contains(sender));
    }

    /** An address as text, without the brackets and the port that some proxies add. */
    private static Optional<String> literal(String hop) {
        String text = hop.replaceFirst("^\\[([^\\]]*)\\](:[0-9]+)?$", "$1").replaceFirst("^([0-9.]+):[0-9]+$", "$1");
        try {
            return Optional.of(InetAddress.ofLiteral(text).getHostAddress());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
