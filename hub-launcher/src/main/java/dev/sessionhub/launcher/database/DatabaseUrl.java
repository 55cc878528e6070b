package dev.sessionhub.launcher.database;

import dev.sessionhub.spi.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A PostgreSQL database and how to log in.
 *
 * @param jdbc the JDBC URL without user and password
 * @param user the user
 * @param password the password
 */
public record DatabaseUrl(String jdbc, String user, Secret password) {

    private static final int PORTS = 65_535;
    private static final String WANTED =
            "must be postgresql://user:password@host:port/database with a port from 1 to " + PORTS;

    private static final List<String> LIMITS = List.of("connectTimeout=5", "socketTimeout=30", "tcpKeepAlive=true");

    /**
     * The JDBC URL for short questions: a database that has fallen silent, without closing its connections, must not hold a
     * thread for ever. What the URL says itself stays.
     */
    public String jdbcWithLimits() {
        String query = jdbc.contains("?") ? jdbc.substring(jdbc.indexOf('?') + 1) : "";
        String limits = LIMITS.stream()
                .filter(limit ->
                        option(query, limit.substring(0, limit.indexOf('='))).isEmpty())
                .collect(Collectors.joining("&"));
        return limits.isEmpty() ? jdbc : jdbc + (query.isEmpty() ? "?" : "&") + limits;
    }

    /** What is wrong with a text as an address of a database, without quoting it: it may hold a password. */
    public static Optional<String> problem(String text) {
        try {
            parse(text);
            return Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.of(WANTED);
        }
    }

    /** Reads {@code postgresql://user:password@host:port/db?options}, with or without {@code jdbc:}. */
    public static DatabaseUrl parse(String text) {
        URI uri = parsed(text);
        String query = Optional.ofNullable(uri.getRawQuery()).orElse("");
        String[] login = Optional.ofNullable(uri.getRawUserInfo()).orElse("").split(":", 2);
        String user =
                login[0].isEmpty() ? option(query, "user").orElseThrow(DatabaseUrl::malformed) : decoded(login[0]);
        String password = login.length == 2
                ? decoded(login[1])
                : option(query, "password").orElse("");
        String rest = Arrays.stream(query.split("&"))
                .filter(option -> !option.isEmpty() && !option.matches("(user|password)=.*"))
                .collect(Collectors.joining("&"));
        int port = uri.getPort() < 0 ? 5432 : uri.getPort();
        String jdbc = "jdbc:postgresql://" + uri.getHost() + ":" + port + uri.getRawPath();
        return new DatabaseUrl(jdbc + (rest.isEmpty() ? "" : "?" + rest), user, Secret.of(password));
    }

    private static URI parsed(String text) {
        URI uri = URI.create(text.replaceFirst("^jdbc:", ""));
        boolean postgres = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
        String path = uri.getRawPath();
        if (!postgres
                || uri.getHost() == null
                || path == null
                || path.length() < 2
                || uri.getPort() == 0
                || uri.getPort() > PORTS) {
            throw malformed();
        }
        return uri;
    }

    private static Optional<String> option(String query, String name) {
        return Arrays.stream(query.split("&"))
                .filter(option -> option.startsWith(name + "="))
                .map(option -> decoded(option.substring(name.length() + 1)))
                .findFirst();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException(WANTED);
    }
}
