package dev.sessionhub.launcher.aot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a hub does all day, done a few times in the training, so that the cache knows more than a start: log in, make a
 * session, look at its terminal, type, see what changed, delete it.
 */
public final class Rehearsal {

    private static final int ATTACHES = 40;
    private static final int LOOKS = 150;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Pattern STATE = Pattern.compile("\"state\":\"([A-Z]+)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI hub;
    private String token = "";

    /**
     * Of a hub that answers.
     *
     * @param hub its address
     */
    public Rehearsal(URI hub) {
        this.hub = hub;
    }

    /**
     * Does it all; the sessions are gone afterwards.
     *
     * @param password the administrator's
     * @throws IOException if the hub does not do what is asked
     */
    public void run(String password) throws IOException {
        String login = "{\"username\":\"admin\",\"password\":\"%s\"}".formatted(password);
        token = field("token", call("POST", "/api/auth/login", login));
        String session = field("id", call("POST", "/api/sessions", "{\"agent\":\"shell\"}"));
        try {
            await(session, "RUNNING");
            for (int i = 0; i < ATTACHES; i++) {
                attach(session);
                call("GET", "/api/sessions", "");
                call("GET", "/api/sessions/" + session + "/git/diff", "");
            }
        } finally {
            call("DELETE", "/api/sessions/" + session + "?discard=true", "");
            await(session, "DELETED");
        }
    }

    private void attach(String session) throws IOException {
        String ticket = field("ticket", call("POST", "/api/sessions/" + session + "/attach", "{}"));
        CompletableFuture<String> drawn = new CompletableFuture<>();
        WebSocket socket = had(client.newWebSocketBuilder()
                .buildAsync(URI.create("ws" + hub.toString().substring("http".length()) + "/ws/sessions"), ear(drawn)));
        try {
            String frame =
                    "{\"type\":\"session:attach\",\"ticket\":\"%s\",\"columns\":120,\"rows\":40}".formatted(ticket);
            had(socket.sendText(frame, true));
            had(drawn);
            had(socket.sendText("{\"type\":\"terminal:input\",\"data\":\"seq 200\\r\"}", true));
        } finally {
            had(socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
        }
    }

    private static WebSocket.Listener ear(CompletableFuture<String> drawn) {
        return new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                if (data.toString().contains("terminal:buffer")) {
                    drawn.complete("drawn");
                }
                socket.request(1);
                return CompletableFuture.completedStage(null);
            }
        };
    }

    private void await(String session, String state) throws IOException {
        for (int i = 0; i < LOOKS; i++) {
            Matcher now = STATE.matcher(call("GET", "/api/sessions/" + session, ""));
            if (now.find() && now.group(1).equals(state)) {
                return;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new IOException("the session does not become " + state);
    }

    private String call(String method, String path, String body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(hub.resolve(path))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer = had(client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString()));
        if (answer.statusCode() >= 300) {
            throw new IOException(method + " " + path + " answers " + answer.statusCode());
        }
        return answer.body();
    }

    private static <T> T had(CompletableFuture<T> awaited) throws IOException {
        try {
            return awaited.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interruption);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IOException("no answer: " + failure.getMessage(), failure);
        }
    }

    private static String field(String name, String json) throws IOException {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
        if (!matcher.find()) {
            throw new IOException("no " + name + " in the answer");
        }
        return matcher.group(1);
    }
}
