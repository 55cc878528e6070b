package dev.sessionhub.launcher.door;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sessionhub.launcher.process.Failure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Holds the hub's address while it starts, and says so to everybody; a browser's page comes again by itself. */
public final class WaitingRoom implements AutoCloseable {

    private static final int NO_BODY = -1;
    private static final String PAGE = "<!doctype html><html lang=\"en\"><meta http-equiv=\"refresh\" content=\"1\">"
            + "<title>Session Hub</title><p>Session Hub is starting.</p></html>";

    private final HttpServer server;

    private WaitingRoom(HttpServer server) {
        this.server = server;
    }

    public static WaitingRoom open(InetSocketAddress address) {
        try {
            HttpServer server = HttpServer.create(address, 0);
            server.createContext("/", WaitingRoom::answer);
            server.start();
            return new WaitingRoom(server);
        } catch (IOException e) {
            throw new Failure("cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean page = wantsPage(exchange);
            byte[] body = (page ? PAGE : Refusal.STARTING.json()).getBytes(StandardCharsets.UTF_8);
            var headers = exchange.getResponseHeaders();
            headers.set("Content-Type", page ? "text/html;charset=UTF-8" : Refusal.MEDIA_TYPE);
            headers.set("Retry-After", Refusal.RETRY_AFTER_SECONDS);
            headers.set("Cache-Control", "no-store");
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Connection", "close");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(Refusal.STARTING.status(), head ? NO_BODY : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static boolean wantsPage(HttpExchange exchange) {
        String accept = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept"))
                .orElse("");
        return accept.contains("text/html") && !accept.contains("json");
    }
}
