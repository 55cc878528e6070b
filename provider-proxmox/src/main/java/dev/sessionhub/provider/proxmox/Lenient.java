package dev.sessionhub.provider.proxmox;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;

/** Reads JSON in which numbers may be texts and anything may be missing. */
final class Lenient {

    private Lenient() {}

    static String text(JsonObject object, String name) {
        return text(object.getOrDefault(name, JsonValue.NULL));
    }

    static String text(JsonValue value) {
        return switch (value) {
            case JsonString string -> string.getString();
            case JsonNumber number -> number.toString();
            default -> "";
        };
    }

    static double number(JsonObject object, String name) {
        try {
            return Double.parseDouble(text(object, name));
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    static JsonObject object(JsonValue value) {
        return value instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }

    static List<JsonObject> objects(JsonValue value) {
        return value.getValueType() == JsonValue.ValueType.ARRAY
                ? value.asJsonArray().stream().map(Lenient::object).toList()
                : List.of();
    }
}
