package dev.sessionhub.provider.proxmox;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/** Speaks to one of several endpoints of a cluster; goes on with the next one where that cannot do harm. */
final class ApiClient implements AutoCloseable {

    /** The server gives up after thirty seconds. */
    static final Duration USUAL = Duration.ofSeconds(40);

    /** A guest's node that hangs must not keep who looks at guests waiting until the hub takes the cluster for dead. */
    private static final Duration LOOK = Duration.ofSeconds(8);

    private static final Duration CONNECT = Duration.ofSeconds(4);
    private static final Duration TICKET_AGE = Duration.ofMinutes(100);

    private final List<URI> endpoints;
    private final Settings.Credentials credentials;
    private final Trust trust;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Optional<HttpClient> http = Optional.empty();
    private Optional<Ticket> ticket = Optional.empty();
    private volatile int preferred;

    ApiClient(Settings settings) {
        this.endpoints = settings.endpoints();
        this.credentials = settings.credentials();
        this.trust = settings.trust();
    }

    private record Ticket(String cookie, String csrf, long nanos) {

        boolean isFresh() {
            return System.nanoTime() - nanos < TICKET_AGE.toNanos();
        }
    }

    JsonValue get(String path, Map<String, String> parameters) throws InterruptedException {
        return call("GET", path, parameters, USUAL);
    }

    /** Asks for what the API has to ask a guest's node. */
    JsonValue look(String path) throws InterruptedException {
        return call("GET", path, Map.of(), LOOK.dividedBy(endpoints.size()));
    }

    JsonValue call(String method, String path, Map<String, String> parameters, Duration limit)
            throws InterruptedException {
        try {
            return anyEndpoint(method, path, parameters, limit);
        } catch (ApiFailure failure) {
            if (failure.status() == 401 && credentials instanceof Settings.Credentials.Login) {
                forgetTicket();
                return anyEndpoint(method, path, parameters, limit);
            }
            throw failure;
        }
    }

    private JsonValue anyEndpoint(String method, String path, Map<String, String> parameters, Duration limit)
            throws InterruptedException {
        ApiFailure last = new ApiFailure(0, "no endpoint");
        for (int i = 0; i < endpoints.size(); i++) {
            int index = (preferred + i) % endpoints.size();
            try {
                JsonValue data = once(endpoints.get(index), method, path, parameters, limit);
                preferred = index;
                return data;
            } catch (ApiFailure failure) {
                boolean harmless = method.equals("GET") || failure.getCause() instanceof ConnectException;
                if (failure.isRefusal() || !harmless) {
                    throw failure;
                }
                last = failure;
            }
        }
        throw last;
    }

    private JsonValue once(URI endpoint, String method, String path, Map<String, String> parameters, Duration limit)
            throws InterruptedException {
        boolean inBody = method.equals("POST") || method.equals("PUT");
        String form = form(parameters);
        String query = inBody || form.isEmpty() ? "" : "?" + form;
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve("/api2/json" + path + query))
                .timeout(limit)
                .method(method, inBody ? BodyPublishers.ofString(form) : BodyPublishers.noBody());
        if (inBody) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        authorize(endpoint, request, !method.equals("GET"));
        return send(endpoint, request.build());
    }

    private void authorize(URI endpoint, HttpRequest.Builder request, boolean changes) throws InterruptedException {
        switch (credentials) {
            case Settings.Credentials.ApiToken(var value) ->
                request.header("Authorization", "PVEAPIToken=" + value.reveal());
            case Settings.Credentials.Login login -> {
                Ticket current = current(endpoint, login);
                request.header("Cookie", "PVEAuthCookie=" + encoded(current.cookie()));
                if (changes) {
                    request.header("CSRFPreventionToken", current.csrf());
                }
            }
        }
    }

    private Ticket current(URI endpoint, Settings.Credentials.Login login) throws InterruptedException {
        Optional<Ticket> known = ticket();
        if (known.isPresent() && known.get().isFresh()) {
            return known.get();
        }
        String form = form(
                Map.of("username", login.user(), "password", login.password().reveal()));
        JsonObject answer = send(
                        endpoint,
                        HttpRequest.newBuilder(endpoint.resolve("/api2/json/access/ticket"))
                                .timeout(USUAL)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form))
                                .build())
                .asJsonObject();
        Ticket made = new Ticket(
                answer.getString("ticket", ""), answer.getString("CSRFPreventionToken", ""), System.nanoTime());
        keep(made);
        return made;
    }

    private JsonValue send(URI endpoint, HttpRequest request) throws InterruptedException {
        try {
            return read(http().send(request, BodyHandlers.ofString()));
        } catch (IOException failure) {
            String why = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
            if (failure instanceof SSLException) {
                throw new ApiFailure(
                        "the certificate of " + endpoint + " is not believed (" + why + "); check ca or fingerprint",
                        failure);
            }
            throw new ApiFailure(endpoint + " does not answer (" + why + ")", failure);
        }
    }

    private static JsonValue read(HttpResponse<String> response) {
        JsonObject body = parsed(response.body());
        if (response.statusCode() == 200) {
            return body.getOrDefault("data", JsonValue.NULL);
        }
        StringBuilder text = new StringBuilder(body.getString("message", "").strip());
        body.getOrDefault("errors", JsonValue.EMPTY_JSON_OBJECT)
                .asJsonObject()
                .forEach((name, error) -> text.append(text.isEmpty() ? "" : " ")
                        .append(name)
                        .append(": ")
                        .append(
                                error instanceof JsonString words
                                        ? words.getString().strip()
                                        : error));
        throw new ApiFailure(
                response.statusCode(), text.isEmpty() ? unexplained(response.statusCode()) : text.toString());
    }

    private static String unexplained(int status) {
        return switch (status) {
            case 401 -> "the credentials are not accepted (401): is the token revoked or expired?";
            case 595 -> "the guest's node cannot be reached (595)";
            case 596 -> "the guest's node did not answer in time (596)";
            default -> "status " + status + " without a text; Proxmox VE 8.4 or later is needed to see why";
        };
    }

    private static JsonObject parsed(String body) {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        } catch (JsonException _) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
    }

    private synchronized Optional<Ticket> ticket() {
        return ticket;
    }

    private synchronized void keep(Ticket made) {
        ticket = Optional.of(made);
    }

    private synchronized void forgetTicket() {
        ticket = Optional.empty();
    }

    private synchronized HttpClient http() throws IOException {
        if (http.isEmpty()) {
            http = Optional.of(HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .sslContext(trust.context())
                    .connectTimeout(CONNECT)
                    .executor(threads)
                    .build());
        }
        return http.get();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    @Override
    public synchronized void close() {
        http.ifPresent(HttpClient::shutdownNow);
        threads.shutdownNow();
    }
}
