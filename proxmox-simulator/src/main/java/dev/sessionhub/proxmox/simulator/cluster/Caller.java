package dev.sessionhub.proxmox.simulator.cluster;

import java.util.Optional;

/**
 * Who asks.
 *
 * @param user as in {@code hub@pve}
 * @param token name of the API token, if it is one
 */
public record Caller(String user, Optional<String> token) {

    /** Reads {@code user@realm} or {@code user@realm!token}. */
    public static Caller of(String text) {
        int mark = text.indexOf('!');
        return mark < 0
                ? new Caller(text, Optional.empty())
                : new Caller(text.substring(0, mark), Optional.of(text.substring(mark + 1)));
    }

    /** User, and token if there is one, as one word. */
    public String id() {
        return token.map(name -> user + "!" + name).orElse(user);
    }
}
