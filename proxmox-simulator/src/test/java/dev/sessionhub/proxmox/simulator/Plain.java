package dev.sessionhub.proxmox.simulator;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** JSON as text in which equal things look equal: without what differs from run to run, and sorted. */
final class Plain {

    private static final Set<String> MADE_UP =
            Set.of("digest", "ticket", "CSRFPreventionToken", "ssl_fingerprint", "hwaddr", "hardware-address", "inet6");
    private static final Set<String> TIMES = Set.of("pid", "pstart", "starttime", "endtime", "snaptime");
    private static final Set<String> MEASURED =
            Set.of("mem", "cpu", "disk", "maxdisk", "diskread", "diskwrite", "netin", "netout", "uptime", "swap");

    private Plain() {}

    static String of(JsonValue value) {
        return text("", value, false);
    }

    private static String text(String name, JsonValue value, boolean running) {
        return switch (value) {
            case JsonObject object -> object(object);
            case JsonArray array ->
                array.stream()
                        .map(item -> text("", item, running))
                        .sorted()
                        .collect(Collectors.joining(", ", "[", "]"));
            case JsonString string
            when MADE_UP.contains(name) && !string.getString().isEmpty() -> "<made up>";
            case JsonString string -> string(name, string.getString());
            case JsonNumber number when TIMES.contains(name) || (running && MEASURED.contains(name)) -> "<number>";
            default -> value.toString();
        };
    }

    private static String object(JsonObject object) {
        boolean running = object.containsKey("pid") && "running".equals(object.getString("status", ""));
        TreeMap<String, String> parts = new TreeMap<>();
        object.forEach((name, value) -> parts.put(name, text(name, value, running)));
        if (object.get("key") instanceof JsonString key && MADE_UP.contains(key.getString())) {
            parts.put("value", "<made up>");
        }
        return parts.toString();
    }

    private static String string(String name, String text) {
        if (name.equals("content")) {
            return Arrays.stream(text.split(",")).sorted().toList().toString();
        }
        return text.replaceAll("UPID:(\\w+):[0-9A-F]+:[0-9A-F]+:[0-9A-F]+:", "UPID:$1:")
                .replaceAll("(?i)hwaddr=[0-9a-f:]{17}", "hwaddr=<made up>")
                .replaceAll("fe80::[0-9a-f:]+", "<link-local>");
    }
}
