package dev.sessionhub.spi.git;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a repository is on another machine: {@code https}, {@code http}, {@code ssh} or {@code git} with a host and a
 * path, or the short form {@code user@host:path} of ssh (git-clone(1), "Git URLs"). Never a path of this machine, never a
 * program, and never with a password in it: URLs are stored and shown.
 *
 * @param value the URL as it was given
 * @since 1.0
 */
public record RemoteUrl(String value) {

    private static final int LONGEST = 1000;
    private static final Set<String> SCHEMES = Set.of("https", "http", "ssh", "git");
    private static final Pattern SHORT =
            Pattern.compile("([A-Za-z0-9_][A-Za-z0-9._-]*)@([A-Za-z0-9][A-Za-z0-9.-]*):([^/:].*|/.+)");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]+");

    /** Checks the grammar; the message says what is wrong and repeats no password. */
    public RemoteUrl {
        String problem = problem(value);
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException(problem);
        }
    }

    /**
     * Whether somebody who wrote this meant a URL and not a path, be it a good one or not.
     *
     * @param text any text
     * @return true if it has a scheme, or a host before a colon
     */
    public static boolean isMeant(String text) {
        return text.contains("://") || text.matches("[^/]+@[^/]+:.*");
    }

    private static String problem(String text) {
        if (text.length() > LONGEST || !PRINTABLE.matcher(text).matches()) {
            return "a Git URL has at most " + LONGEST + " characters, all of them printable ASCII";
        }
        Matcher brief = SHORT.matcher(text);
        if (!text.contains("://")) {
            return brief.matches() ? "" : "is neither URL://host/path nor user@host:path";
        }
        try {
            return problem(new URI(text));
        } catch (URISyntaxException _) {
            return "is no URL";
        }
    }

    private static String problem(URI uri) {
        if (!SCHEMES.contains(String.valueOf(uri.getScheme()))) {
            return "has another scheme than https, http, ssh or git";
        }
        if (uri.getHost() == null || uri.getHost().startsWith("-")) {
            return "names no host";
        }
        if (uri.getPath().length() < 2 || uri.getQuery() != null || uri.getFragment() != null) {
            return "names no path, or has a query or a fragment";
        }
        String user = uri.getRawUserInfo();
        boolean ssh = uri.getScheme().equals("ssh");
        if (user != null && (!ssh || user.contains(":") || user.startsWith("-"))) {
            return "must not hold a user name, password or token; give them to the hub's user instead";
        }
        return "";
    }

    @Override
    public String toString() {
        return value;
    }
}
