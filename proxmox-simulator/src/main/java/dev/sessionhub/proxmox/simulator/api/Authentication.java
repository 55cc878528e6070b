package dev.sessionhub.proxmox.simulator.api;

import dev.sessionhub.proxmox.simulator.cluster.Access;
import dev.sessionhub.proxmox.simulator.cluster.Caller;
import dev.sessionhub.proxmox.simulator.http.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out who asks. */
final class Authentication {

    private static final Pattern COOKIE = Pattern.compile("(?:^|;\\s*)PVEAuthCookie=([^;]*)");
    private static final Pattern TOKEN = Pattern.compile("PVEAPIToken[= ](.*)");
    private static final Pattern PARTS = Pattern.compile("([^!=]+![^=]+)=(.+)");

    private final Access access;
    private final Tickets tickets;

    Authentication(Access access, Tickets tickets) {
        this.access = access;
        this.tickets = tickets;
    }

    /** Why somebody is not let in; the text is the reason phrase. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String reason) {
            super(reason);
        }
    }

    /** The caller; empty if the request says nothing about that. */
    Optional<Caller> caller(Request request) throws Refused {
        Matcher cookie = COOKIE.matcher(request.header("cookie").orElse(""));
        if (cookie.find()) {
            return Optional.of(byTicket(request, URLDecoder.decode(cookie.group(1), StandardCharsets.UTF_8)));
        }
        Matcher token = TOKEN.matcher(request.header("authorization").orElse(""));
        return token.matches() ? Optional.of(byToken(token.group(1))) : Optional.empty();
    }

    private Caller byTicket(Request request, String ticket) throws Refused {
        String user = tickets.user(ticket).orElseThrow(() -> new Refused("Authentication failed!"));
        boolean reads = request.method().equals("GET");
        if (!reads
                && !tickets.isCsrf(user, request.header("csrfpreventiontoken").orElse(""))) {
            throw new Refused("Permission denied - invalid csrf token");
        }
        return new Caller(user, Optional.empty());
    }

    private Caller byToken(String text) throws Refused {
        Matcher parts = PARTS.matcher(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
        boolean known = parts.matches()
                && access.token(parts.group(1))
                        .filter(token -> !token.expired() && token.secret().equals(parts.group(2)))
                        .isPresent();
        if (!known) {
            throw new Refused("Authentication failed!");
        }
        return Caller.of(parts.group(1));
    }
}
