package dev.sessionhub.web.security;

import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The cookie that holds a token, or the half of one that a page's browser keeps. */
public final class SessionCookie {

    /** Its name. */
    public static final String NAME = "hub_session";

    private static final int MOST = 5;

    private SessionCookie() {}

    /** Gives a browser its token. */
    public static NewCookie of(String token, Duration lifetime, boolean secure) {
        return cookie(token, Math.toIntExact(Math.min(lifetime.toSeconds(), Integer.MAX_VALUE)), secure);
    }

    /** Takes it away. */
    public static NewCookie none(boolean secure) {
        return cookie("", 0, secure);
    }

    /** What a Cookie header has of it: another port of the host may have set one of that name, too. */
    public static List<String> in(String header) {
        return Arrays.stream(header.split(";"))
                .map(String::strip)
                .filter(pair -> pair.startsWith(NAME + "="))
                .map(pair -> pair.substring(NAME.length() + 1))
                .filter(value -> !value.isEmpty())
                .distinct()
                .limit(MOST)
                .toList();
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
