package dev.sessionhub.spi.tck.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves the repositories of a directory over HTTP with {@code git http-backend}, on loopback. */
public final class GitServer implements AutoCloseable {

    private final Path root;
    private final Optional<String> login;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private GitServer(Path root, Optional<String> login) throws IOException {
        this.root = root;
        this.login =
                login.map(text -> "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /**
     * Serves everybody.
     *
     * @param root with the repositories
     * @return running
     * @throws IOException if there is no port
     */
    public static GitServer of(Path root) throws IOException {
        return new GitServer(root, Optional.empty());
    }

    /**
     * Serves who knows a name and a password.
     *
     * @param root with the repositories
     * @param login {@code name:password}
     * @return running
     * @throws IOException if there is no port
     */
    public static GitServer guarded(Path root, String login) throws IOException {
        return new GitServer(root, Optional.of(login));
    }

    /**
     * Where a repository is.
     *
     * @param name of its directory
     * @return the URL
     */
    public String url(String name) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (login.isPresent()
                    && !login.get().equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            relay(exchange);
        }
    }

    private void relay(HttpExchange exchange) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("git", "http-backend").redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(variables(exchange));
        Process program = builder.start();
        try (OutputStream to = program.getOutputStream()) {
            exchange.getRequestBody().transferTo(to);
        }
        try (InputStream from = program.getInputStream()) {
            int status = headers(from, exchange);
            byte[] body = from.readAllBytes();
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Map<String, String> variables(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        var headers = exchange.getRequestHeaders();
        return Map.ofEntries(
                Map.entry("GIT_PROJECT_ROOT", root.toString()),
                Map.entry("GIT_HTTP_EXPORT_ALL", "1"),
                Map.entry("GIT_CONFIG_NOSYSTEM", "1"),
                Map.entry("GIT_CONFIG_COUNT", "1"),
                Map.entry("GIT_CONFIG_KEY_0", "safe.directory"),
                Map.entry("GIT_CONFIG_VALUE_0", "*"),
                Map.entry(
                        "GIT_PROTOCOL",
                        String.valueOf(headers.getOrDefault("Git-Protocol", List.of(""))
                                .getFirst())),
                Map.entry("PATH_INFO", exchange.getRequestURI().getPath()),
                Map.entry("QUERY_STRING", query == null ? "" : query),
                Map.entry("REQUEST_METHOD", exchange.getRequestMethod()),
                Map.entry(
                        "CONTENT_TYPE",
                        String.valueOf(headers.getOrDefault("Content-Type", List.of(""))
                                .getFirst())),
                Map.entry(
                        "HTTP_CONTENT_ENCODING",
                        String.valueOf(headers.getOrDefault("Content-Encoding", List.of(""))
                                .getFirst())),
                Map.entry("REMOTE_ADDR", "127.0.0.1"));
    }

    private static int headers(InputStream from, HttpExchange exchange) throws IOException {
        int status = 200;
        for (String line = line(from); !line.isEmpty(); line = line(from)) {
            String name = line.substring(0, line.indexOf(':'));
            String value = line.substring(line.indexOf(':') + 1).strip();
            if (name.equalsIgnoreCase("Status")) {
                status = Integer.parseInt(value.substring(0, 3));
            } else {
                exchange.getResponseHeaders().add(name, value);
            }
        }
        return status;
    }

    private static String line(InputStream from) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = from.read(); c >= 0 && c != '\n'; c = from.read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }
}
