package dev.sessionhub.web.security;

import dev.sessionhub.core.account.TokenHalves;
import dev.sessionhub.core.account.Tokens;
import dev.sessionhub.spi.Secret;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a request shows of its sender.
 *
 * @param bearer a token in the Authorization header
 * @param cookies values of the cookie
 * @param page the half of a token that the dashboard keeps
 */
record Proof(Optional<String> bearer, List<String> cookies, Optional<String> page) {

    /** The header with the page's half. */
    static final String PAGE = "Hub-Page";

    private static final String BEARER = "bearer ";

    static Proof of(ContainerRequestContext request) {
        Optional<String> bearer = header(request, HttpHeaders.AUTHORIZATION)
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()).strip());
        List<String> cookies =
                header(request, HttpHeaders.COOKIE).map(SessionCookie::in).orElse(List.of());
        return new Proof(bearer, cookies, header(request, PAGE));
    }

    /** Whether a browser may have sent it without being asked to by a page of ours. */
    boolean byItself() {
        return bearer.isEmpty() && !cookies.isEmpty();
    }

    boolean none() {
        return bearer.isEmpty() && cookies.isEmpty();
    }

    /** Whom it proves; with a page's half, no cookie counts that is whole without it. */
    Optional<Identity> identity(Tokens tokens) {
        if (bearer.isPresent()) {
            return tokens.authenticate(bearer.get()).map(Identity::new);
        }
        return cookies.stream()
                .flatMap(cookie -> tokens.authenticate(whole(cookie)).stream()
                        .map(credential -> new Identity(credential, Optional.of(tokens.name(cookie)))))
                .findFirst();
    }

    private String whole(String cookie) {
        return page.map(half -> new TokenHalves(Secret.of(cookie), Secret.of(half)).whole())
                .orElse(cookie);
    }

    @Override
    public String toString() {
        return "Proof[]";
    }

    private static Optional<String> header(ContainerRequestContext request, String name) {
        return Optional.ofNullable(request.getHeaderString(name));
    }
}
