package dev.sessionhub.web.security;

import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The cookie that holds a browser's token. */
public final class SessionCookie {

    /** Its name. */
    public static final String NAME = "hub_session";

    private SessionCookie() {}

    /** Gives a browser its token. */
    public static NewCookie of(String token, Duration lifetime, boolean secure) {
        return cookie(token, Math.toIntExact(Math.min(lifetime.toSeconds(), Integer.MAX_VALUE)), secure);
    }

    /** Takes it away. */
    public static NewCookie none(boolean secure) {
        return cookie("", 0, secure);
    }

    /** The token in a Cookie header. */
    public static Optional<String> in(String header) {
        return Arrays.stream(header.split(";"))
                .map(String::strip)
                .filter(pair -> pair.startsWith(NAME + "="))
                .map(pair -> pair.substring(NAME.length() + 1))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static NewCookie cookie(String value, int maxAge, boolean secure) {
        return new NewCookie.Builder(NAME)
                .version(0)
                .value(value)
                .path("/")
                .maxAge(maxAge)
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}
