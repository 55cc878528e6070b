package dev.sessionhub.proxmox.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.proxmox.simulator.RawClient.Response;
import dev.sessionhub.proxmox.simulator.cluster.Task;
import dev.sessionhub.proxmox.simulator.guests.MemoryHost;
import dev.sessionhub.proxmox.simulator.http.Identity;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replays what was recorded on the code of Proxmox VE 9.2 and compares every answer: status, reason, type, whether the
 * connection stays, and the body but for what differs from run to run.
 */
class RecordedExchangesTest {

    private static final Pattern UPID = Pattern.compile("UPID:[^\"]+?:(?=\"|$)");
    private static final List<String> HEADERS = List.of("Connection", "Content-Type");

    @TempDir
    static Path folder;

    private final MemoryHost host = new MemoryHost();
    private final Map<String, String> live = new LinkedHashMap<>();

    @Test
    void every_recorded_exchange_is_answered_as_it_was() throws Exception {
        List<String> differences = new ArrayList<>();
        List<JsonObject> exchanges = recorded().getJsonArray("exchanges").getValuesAs(JsonObject.class);
        try (ProxmoxSimulator simulator = ProxmoxSimulator.start(RecordedCluster.on(host), Identity.make(folder))) {
            for (JsonObject exchange : exchanges) {
                prepare(simulator, exchange.getString("name"));
                Response response = replay(simulator, exchange);
                String difference = difference(exchange, response);
                if (!difference.isEmpty()) {
                    differences.add(exchange.getString("name") + ": " + difference);
                }
                remember(exchange, response);
            }
        }
        System.getLogger("recorded")
                .log(
                        System.Logger.Level.INFO,
                        "{0} of {1} recorded exchanges match",
                        exchanges.size() - differences.size(),
                        exchanges.size());
        assertThat(exchanges).hasSize(197);
        assertThat(differences).isEmpty();
    }

    /** What happened beside the recorded requests. */
    private void prepare(ProxmoxSimulator simulator, String name) throws InterruptedException {
        var faults = simulator.cluster().faults();
        switch (name) {
            case "clone status done" -> faults.release("vzclone");
            case "start: task" -> faults.release("vzstart");
            default -> {}
        }
        settle(simulator, name);
        switch (name) {
            case "clone ok", "clone to be aborted" -> faults.hold("vzclone");
            case "start" -> faults.hold("vzstart");
            case "clone that fails in the task" -> faults.failClone(103, "(sim) lvcreate failed");
            case "start that fails" ->
                faults.failStart(104, "command 'systemctl start pve-container@104' failed: exit code 1");
            case "interfaces with dhcp" -> host.lease(101, "192.168.1.57/24");
            case "aborted: status" -> faults.release("vzclone");
            default -> {}
        }
    }

    private boolean held;

    private void settle(ProxmoxSimulator simulator, String name) throws InterruptedException {
        if (List.of("clone status done", "start: task", "aborted: status").contains(name)) {
            held = false;
        }
        for (Task task : simulator.cluster().tasks()) {
            if (!held && !task.type().equals("vncproxy")) {
                task.await();
            }
        }
        if (List.of("clone ok", "start", "clone to be aborted").contains(name)) {
            held = true;
        }
        if (held && name.equals("log while running")) {
            Task clone = simulator.cluster().tasks().getFirst();
            while (clone.lines().size() < 2) {
                Thread.onSpinWait();
            }
        }
    }

    private Response replay(ProxmoxSimulator simulator, JsonObject exchange) throws Exception {
        Map<String, String> headers = new LinkedHashMap<>();
        authorization(exchange.getString("auth")).ifPresent(value -> headers.put("Authorization", value));
        exchange.getOrDefault("request_headers", JsonValue.EMPTY_JSON_OBJECT)
                .asJsonObject()
                .forEach((name, value) -> headers.put(name, current(((JsonString) value).getString())));
        String body = body(exchange, headers);
        String path = current(exchange.getString("path"));
        String target = path.startsWith("/api2") ? path : "/api2/json" + path;
        return RawClient.ask(simulator.port(), exchange.getString("method"), target, headers, body);
    }

    private static Optional<String> authorization(String auth) {
        String secret = RecordedCluster.SECRET;
        return switch (auth) {
            case "none" -> Optional.empty();
            case "pool-token" -> Optional.of("PVEAPIToken=hub@pve!ok=" + secret);
            case "root-token" -> Optional.of("PVEAPIToken=root@pam!hub=" + secret);
            case "privsep-token-no-acl" -> Optional.of("PVEAPIToken=hub@pve!noacl=" + secret);
            case "bad-secret" -> Optional.of("PVEAPIToken=hub@pve!ok=" + secret.replace('1', '9'));
            case "unknown-token" -> Optional.of("PVEAPIToken=hub@pve!nobody=" + secret);
            case "expired-token" -> Optional.of("PVEAPIToken=hub@pve!old=" + secret);
            case "malformed" -> Optional.of("PVEAPIToken=nonsense");
            default -> throw new IllegalArgumentException(auth);
        };
    }

    private static String body(JsonObject exchange, Map<String, String> headers) {
        if (exchange.containsKey("json_request_body")) {
            headers.put("Content-Type", "application/json");
            return exchange.getJsonObject("json_request_body").toString();
        }
        if (headers.containsKey("Content-Length")) {
            return "{\"newid\": 1".substring(0, Math.min(9, Integer.parseInt(headers.get("Content-Length"))));
        }
        StringBuilder form = new StringBuilder();
        exchange.getOrDefault("form", JsonValue.EMPTY_JSON_OBJECT)
                .asJsonObject()
                .forEach((name, value) -> {
                    String text = value instanceof JsonString string ? string.getString() : value.toString();
                    form.append(form.isEmpty() ? "" : "&")
                            .append(name)
                            .append('=')
                            .append(encoded(text));
                });
        if (!form.isEmpty()) {
            headers.put("Content-Type", "application/x-www-form-urlencoded");
        }
        return form.toString();
    }

    private String current(String text) {
        String current = text;
        for (Map.Entry<String, String> known : live.entrySet()) {
            current = current.replace(known.getKey(), known.getValue());
        }
        return current;
    }

    /** Names that the simulator made up, in place of the recorded ones. */
    private void remember(JsonObject exchange, Response response) {
        if (exchange.getString("name").equals("login")) {
            JsonObject then = exchange.getJsonObject("body").getJsonObject("data");
            JsonObject now = parsed(response.body()).getJsonObject("data");
            live.put(encoded(then.getString("ticket")), encoded(now.getString("ticket")));
            live.put(then.getString("CSRFPreventionToken"), now.getString("CSRFPreventionToken"));
            return;
        }
        Matcher then = UPID.matcher(String.valueOf(exchange.get("body")));
        Matcher now = UPID.matcher(response.body());
        while (then.find() && now.find()) {
            live.putIfAbsent(encoded(then.group()), encoded(now.group()));
        }
    }

    private static String difference(JsonObject exchange, Response response) {
        StringBuilder text = new StringBuilder();
        compare(text, "status", exchange.getInt("status"), response.status());
        compare(text, "reason", exchange.getString("reason"), response.reason());
        JsonObject headers = exchange.getJsonObject("headers");
        for (String name : HEADERS) {
            compare(
                    text,
                    name,
                    headers.getString(name, "none"),
                    response.headers().getOrDefault(name, "none"));
        }
        if (exchange.containsKey("body")) {
            compare(text, "body", Plain.of(exchange.get("body")), Plain.of(parsed(response.body())));
        } else {
            compare(text, "body", exchange.getString("raw_body"), response.body());
        }
        return text.toString();
    }

    private static void compare(StringBuilder text, String what, Object then, Object now) {
        if (!then.equals(now)) {
            text.append("\n  ")
                    .append(what)
                    .append(" was ")
                    .append(then)
                    .append("\n  ")
                    .append(what)
                    .append(" is  ")
                    .append(now);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static JsonObject parsed(String text) {
        if (text.isEmpty() || text.charAt(0) != '{') {
            return Json.createObjectBuilder().add("text", text).build();
        }
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    static JsonObject recorded() throws IOException {
        try (InputStream in = RecordedExchangesTest.class.getResourceAsStream("golden.json.gz");
                JsonReader reader = Json.createReader(new GZIPInputStream(in))) {
            return reader.readObject();
        }
    }
}
