package dev.sessionhub.proxmox.simulator.schema;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One call of the API.
 *
 * @param verb GET, POST, PUT or DELETE
 * @param path with names in braces
 * @param tokens whether API tokens may use it
 * @param privileged whether pvedaemon runs it
 * @param proxied whether the node in its path answers it
 * @param permissions what the caller must be allowed
 * @param properties its parameters
 */
public record Method(
        String verb,
        String path,
        boolean tokens,
        boolean privileged,
        boolean proxied,
        JsonObject permissions,
        Map<String, JsonObject> properties) {

    /** Copies. */
    public Method {
        properties = Map.copyOf(properties);
    }

    static Method of(JsonObject described) {
        Map<String, JsonObject> properties = new LinkedHashMap<>();
        JsonObject parameters = described
                .getOrDefault("parameters", JsonValue.EMPTY_JSON_OBJECT)
                .asJsonObject();
        parameters
                .getOrDefault("properties", JsonValue.EMPTY_JSON_OBJECT)
                .asJsonObject()
                .forEach((name, value) -> properties.put(name, value.asJsonObject()));
        JsonValue permissions = described.getOrDefault("permissions", JsonValue.EMPTY_JSON_OBJECT);
        return new Method(
                described.getString("method"),
                described.getString("path"),
                described.getInt("allowtoken", 0) == 1,
                described.getInt("protected", 0) == 1,
                described.getString("proxyto", "").equals("node"),
                permissions.asJsonObject(),
                properties);
    }

    /** A parameter's description; {@code net0} is found as {@code net[n]}. */
    Optional<JsonObject> property(String name) {
        JsonObject exact = properties.get(name);
        return Optional.ofNullable(exact != null ? exact : properties.get(name.replaceFirst("[0-9]+$", "[n]")));
    }

    /** The names in its path with their values; empty if the path is another one. */
    Optional<Map<String, String>> match(String asked) {
        String[] ours = path.split("/");
        String[] theirs = asked.split("/");
        if (ours.length != theirs.length) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < ours.length; i++) {
            if (ours[i].startsWith("{")) {
                values.put(ours[i].substring(1, ours[i].length() - 1), theirs[i]);
            } else if (!ours[i].equals(theirs[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    /** Verb and path as one word. */
    public String name() {
        return verb + " " + path;
    }
}
