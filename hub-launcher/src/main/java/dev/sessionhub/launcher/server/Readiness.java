package dev.sessionhub.launcher.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the server says about itself, asked from outside as any client would.
 *
 * @param status the HTTP status; 0 if nothing answered
 * @param body the answer
 */
public record Readiness(int status, String body) {

    private static final Duration PAUSE = Duration.ofMillis(25);
    private static final Duration LONG_PAUSE = Duration.ofMillis(100);

    /** A little more than a provider has for its first answer. */
    private static final Duration PLUGINS_LIMIT = Duration.ofSeconds(8);

    private static final Pattern CHECK = Pattern.compile("\\{[^{}]*?(?:\\{[^{}]*\\}[^{}]*?)?\\}");

    public boolean ready() {
        return status == HttpURLConnection.HTTP_OK;
    }

    /** Whether it was the application that answered, and not the bare server. */
    public boolean answered() {
        return ready() || (status == HttpURLConnection.HTTP_UNAVAILABLE && body.contains("\"checks\""));
    }

    /** Names of checks that are down. */
    public List<String> down() {
        int checks = body.indexOf("\"checks\"");
        return CHECK.matcher(body.substring(Math.max(0, checks)))
                .results()
                .map(match -> match.group())
                .filter(check -> check.contains("\"DOWN\""))
                .map(Readiness::name)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whether all that is missing are plug-ins and what is behind them: the hub itself and everything else works. */
    boolean worksButForPlugins() {
        List<String> down = down();
        return answered()
                && !down.isEmpty()
                && down.stream().allMatch(check -> check.equals("plugins") || check.startsWith("provider-"));
    }

    private static Optional<String> name(String check) {
        Matcher matcher = Pattern.compile("\"name\"\\s*:\\s*\"([^\"]*)\"").matcher(check);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Asks until it is ready or the time is over, and returns the last answer; waits less for plug-ins alone. */
    public static Readiness await(URI hub, Duration limit) {
        return await(hub, limit, PLUGINS_LIMIT);
    }

    static Readiness await(URI hub, Duration limit, Duration pluginsLimit) {
        Instant end = Instant.now().plus(limit);
        Optional<Instant> pluginsEnd = Optional.empty();
        Readiness last = ask(hub);
        while (!last.ready() && Instant.now().isBefore(pluginsEnd.orElse(end))) {
            LockSupport.parkNanos((last.status() == 0 ? PAUSE : LONG_PAUSE).toNanos());
            last = ask(hub);
            Instant before = pluginsEnd.orElseGet(() -> Instant.now().plus(pluginsLimit));
            pluginsEnd =
                    last.worksButForPlugins() ? Optional.of(before.isBefore(end) ? before : end) : Optional.empty();
        }
        return last;
    }

    public static Readiness ask(URI hub) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) hub.resolve("/health/ready").toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(10_000);
            int status = connection.getResponseCode();
            try (InputStream stream = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                String body = stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                return new Readiness(status, body);
            }
        } catch (IOException e) {
            return new Readiness(0, String.valueOf(e.getMessage()));
        }
    }
}
