package dev.sessionhub.proxmox.simulator.api;

import dev.sessionhub.proxmox.simulator.http.Request;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what a request says in its path, its query and its body. */
final class Parameters {

    private Parameters() {}

    static boolean isReadable(Request request) {
        String type = request.header("content-type").orElse("application/x-www-form-urlencoded");
        return request.body().isEmpty()
                || type.startsWith("application/x-www-form-urlencoded")
                || type.startsWith("application/json");
    }

    /** What query and body say. */
    static Map<String, String> of(Request request) throws JsonException {
        Map<String, String> parameters = new LinkedHashMap<>();
        joined(request.query(), parameters);
        boolean json = request.header("content-type").orElse("").startsWith("application/json");
        if (json && !request.body().isEmpty()) {
            try (JsonReader reader = Json.createReader(new StringReader(request.body()))) {
                plain(reader.readObject(), parameters);
            }
        } else {
            joined(request.form(), parameters);
        }
        return parameters;
    }

    private static void joined(Map<String, List<String>> values, Map<String, String> into) {
        values.forEach((name, list) -> into.put(name, String.join("\0", list)));
    }

    private static void plain(JsonObject object, Map<String, String> into) {
        object.forEach((name, value) -> into.put(name, text(value)));
    }

    private static String text(JsonValue value) {
        return switch (value.getValueType()) {
            case TRUE -> "1";
            case FALSE -> "0";
            case STRING -> ((JsonString) value).getString();
            default -> value.toString();
        };
    }
}
