package dev.sessionhub.web.security;

import java.util.Locale;
import java.util.Optional;

/**
 * A host and, where one is said, a port.
 *
 * @param host in lower case, an IPv6 address without brackets
 * @param port as text; empty for the scheme's default
 */
record Authority(String host, String port) {

    /** Reads a Host header; empty if it is none. */
    static Optional<Authority> parse(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (lower.startsWith("[")) {
            int end = lower.indexOf(']');
            return end < 0 ? Optional.empty() : of(lower.substring(1, end), lower.substring(end + 1));
        }
        int colon = lower.indexOf(':');
        return colon < 0 ? of(lower, "") : of(lower.substring(0, colon), lower.substring(colon));
    }

    private static Optional<Authority> of(String host, String rest) {
        boolean valid = host.matches("[a-z0-9._:-]{1,253}") && rest.matches("(:[0-9]{1,5})?");
        return valid ? Optional.of(new Authority(host, rest.isEmpty() ? "" : rest.substring(1))) : Optional.empty();
    }

    /** Whether it is an address rather than a name: addresses cannot be rebound. */
    boolean literal() {
        return host.contains(":") || host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    }

    /** Whether it can only be this machine. */
    boolean loopbackName() {
        return host.equals("localhost") || host.endsWith(".localhost");
    }
}
