package dev.sessionhub.messages;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The server. Besides the API it has {@code GET /__health}, {@code GET /__log} (what was received, a JSON object a line),
 * {@code POST /__reset} (forgets that) and {@code POST /__gate?closed=true|false} (holds every answer back).
 */
public final class MessagesApi implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Exchange> received = new CopyOnWriteArrayList<>();
    private final Gate gate = new Gate();

    private MessagesApi(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts one on this machine's loopback, at a free port.
     *
     * @return to be closed by the caller
     * @throws IOException if it cannot listen
     */
    public static MessagesApi start() throws IOException {
        return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /**
     * Starts one.
     *
     * @param address where it listens
     * @return to be closed by the caller
     * @throws IOException if it cannot listen
     */
    public static MessagesApi start(InetSocketAddress address) throws IOException {
        MessagesApi api = new MessagesApi(HttpServer.create(address, 64));
        api.server.setExecutor(api.threads);
        api.server.createContext("/", api::serve);
        api.server.start();
        return api;
    }

    /**
     * Where it is, for {@code ANTHROPIC_BASE_URL}.
     *
     * @return as seen on this machine
     */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /**
     * What was received so far.
     *
     * @return oldest first
     */
    public List<Exchange> received() {
        return List.copyOf(received);
    }

    /**
     * How often a model was asked something with this text in the prompt.
     *
     * @param text part of a prompt
     * @return how many requests
     */
    public long asked(String text) {
        return received.stream()
                .filter(exchange -> exchange.isMessage() && exchange.prompt().contains(text))
                .count();
    }

    /**
     * Holds back every answer, or lets them go.
     *
     * @param closed whether to hold back
     */
    public void holdAnswers(boolean closed) {
        gate.close(closed);
    }

    @Override
    public void close() {
        gate.close(false);
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            if (path.startsWith("/__")) {
                control(exchange, path);
            } else {
                api(exchange, path, body);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (MessageStream.CutException _) {
            // Closing the exchange in the middle of a stream is what was asked for.
        }
    }

    private void control(HttpExchange exchange, String path) throws IOException {
        switch (path) {
            case "/__health" -> reply(exchange, 200, "text/plain", "ok\n");
            case "/__log" -> reply(exchange, 200, "application/x-ndjson", log());
            case "/__reset" -> {
                received.clear();
                reply(exchange, 200, "text/plain", "ok\n");
            }
            case "/__gate" -> {
                gate.close("closed=true".equals(exchange.getRequestURI().getQuery()));
                reply(exchange, 200, "text/plain", "ok\n");
            }
            default -> reply(exchange, 404, "text/plain", "unknown\n");
        }
    }

    private String log() {
        StringBuilder lines = new StringBuilder();
        received.forEach(exchange -> lines.append(exchange.json()).append('\n'));
        return lines.toString();
    }

    private void api(HttpExchange exchange, String path, byte[] body) throws IOException, InterruptedException {
        JsonObject request = parse(body);
        Question question = Question.of(request);
        received.add(new Exchange(
                Instant.now(),
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                credential(exchange),
                request.getString("model", ""),
                question.prompt()));
        switch (exchange.getRequestMethod() + " " + path) {
            case "HEAD /" -> exchange.sendResponseHeaders(200, -1);
            case "GET /v1/models" ->
                json(
                        exchange,
                        200,
                        Json.createObjectBuilder()
                                .add("data", Json.createArrayBuilder())
                                .build());
            case "POST /v1/messages/count_tokens" ->
                json(
                        exchange,
                        200,
                        Json.createObjectBuilder()
                                .add("input_tokens", body.length / 4)
                                .build());
            case "POST /v1/messages" -> message(exchange, question);
            default -> json(exchange, 404, error("not_found_error", "the mock does not know this path"));
        }
    }

    private void message(HttpExchange exchange, Question question) throws IOException, InterruptedException {
        gate.pass();
        Answer answer = Answer.to(question);
        Optional<Integer> refusal = answer.refusal();
        if (credential(exchange).isEmpty()) {
            json(exchange, 401, error("authentication_error", "no credential"));
        } else if (refusal.isPresent()) {
            json(exchange, refusal.get(), error(errorType(refusal.get()), "as the script says"));
        } else if (question.streaming()) {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                new MessageStream(out).write(answer, question.model());
            }
        } else {
            json(exchange, 200, WholeMessage.of(answer, question.model()));
        }
    }

    private static JsonObject parse(byte[] body) {
        try (var reader = Json.createReader(new ByteArrayInputStream(body))) {
            return reader.readObject();
        } catch (JsonException | IllegalStateException _) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
    }

    private static String credential(HttpExchange exchange) {
        for (String header : List.of("x-api-key", "authorization")) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                return header + " " + value;
            }
        }
        return "";
    }

    private static String errorType(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 429 -> "rate_limit_error";
            case 529 -> "overloaded_error";
            default -> "api_error";
        };
    }

    private static JsonObject error(String type, String message) {
        return Json.createObjectBuilder()
                .add("type", "error")
                .add("error", Json.createObjectBuilder().add("type", type).add("message", message))
                .build();
    }

    private static void json(HttpExchange exchange, int status, JsonObject content) throws IOException {
        reply(exchange, status, "application/json", content.toString());
    }

    private static void reply(HttpExchange exchange, int status, String type, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head || bytes.length == 0 ? -1 : bytes.length);
        if (!head && bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
