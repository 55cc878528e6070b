package dev.sessionhub.proxmox.simulator.schema;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with parameters, in the words of PVE::JSONSchema. */
public final class Verification {

    private static final String UNKNOWN =
            "property is not defined in schema and the schema does not allow additional properties";
    private static final String MISSING = "property is missing and it is not optional";

    private Verification() {}

    /** Every error of a request by parameter; empty if there is none. */
    public static Map<String, String> errors(Method method, Map<String, String> parameters) {
        Map<String, String> errors = new TreeMap<>();
        parameters.forEach((name, value) -> {
            Optional<JsonObject> property = method.property(name);
            Optional<String> error = property.isEmpty() ? Optional.of(UNKNOWN) : error(name, property.get(), value);
            error.ifPresent(text -> errors.put(name, text));
        });
        missing(method.properties(), parameters).forEach(name -> errors.put(name, MISSING));
        return errors;
    }

    private static List<String> missing(Map<String, JsonObject> properties, Map<String, String> given) {
        return properties.entrySet().stream()
                .filter(entry -> !entry.getKey().endsWith("[n]"))
                .filter(entry -> entry.getValue().getInt("optional", 0) == 0 && !given.containsKey(entry.getKey()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static Optional<String> error(String name, JsonObject property, String value) {
        String type = text(property.get("type"), "string");
        if (!isOfType(type, value)) {
            return Optional.of("type check ('" + type + "') failed - got '" + value + "'");
        }
        JsonValue format = property.get("format");
        if (format instanceof JsonObject parts) {
            return formatted(name, parts, value);
        }
        if (format instanceof JsonString named) {
            Optional<String> error = Formats.error(named.getString(), value);
            if (error.isPresent()) {
                return error.map(text -> "invalid format - " + text + "\n");
            }
        }
        return ofBounds(property, value);
    }

    private static Optional<String> ofBounds(JsonObject property, String value) {
        if (property.containsKey("pattern") && !matches(property.getString("pattern"), value)) {
            return Optional.of("value does not match the regex pattern");
        }
        if (property.containsKey("enum")) {
            String choices = property.getJsonArray("enum").stream()
                    .map(choice -> text(choice, ""))
                    .collect(Collectors.joining(", "));
            if (!List.of(choices.split(", ")).contains(value)) {
                return Optional.of("value '" + value + "' does not have a value in the enumeration '" + choices + "'");
            }
        }
        if (property.containsKey("maxLength") && value.length() > number(property.get("maxLength"))) {
            return Optional.of("value may only be " + (int) number(property.get("maxLength")) + " characters long");
        }
        if (property.containsKey("minimum") && Double.parseDouble(value) < number(property.get("minimum"))) {
            return Optional.of("value must have a minimum value of " + text(property.get("minimum"), ""));
        }
        if (property.containsKey("maximum") && Double.parseDouble(value) > number(property.get("maximum"))) {
            return Optional.of("value must have a maximum value of " + text(property.get("maximum"), ""));
        }
        return Optional.empty();
    }

    private static Optional<String> formatted(String name, JsonObject parts, String value) {
        Map<String, String> given = parse(parts, value);
        StringBuilder errors = new StringBuilder();
        given.forEach((key, part) -> {
            Optional<String> error =
                    parts.containsKey(key) ? error(name + "." + key, alias(parts, key), part) : Optional.of(UNKNOWN);
            error.ifPresent(text -> errors.append(name + "." + key + ": " + text.stripTrailing() + "\n"));
        });
        Map<String, JsonObject> described = new TreeMap<>();
        parts.forEach((key, part) -> described.put(key, part.asJsonObject()));
        described.values().removeIf(part -> part.containsKey("alias"));
        missing(described, given).forEach(key -> errors.append(name + "." + key + ": " + MISSING + "\n"));
        return errors.isEmpty() ? Optional.empty() : Optional.of("invalid format - format error\n" + errors);
    }

    private static JsonObject alias(JsonObject parts, String key) {
        JsonObject part = parts.getJsonObject(key);
        return part.containsKey("alias") ? parts.getJsonObject(part.getString("alias")) : part;
    }

    private static Map<String, String> parse(JsonObject parts, String value) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String pair : value.split(",")) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? defaultKey(parts) : pair.substring(0, equals);
            given.put(key, pair.substring(equals + 1));
        }
        return given;
    }

    private static String defaultKey(JsonObject parts) {
        return parts.entrySet().stream()
                .filter(entry -> entry.getValue().asJsonObject().getInt("default_key", 0) == 1)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("value");
    }

    private static boolean isOfType(String type, String value) {
        return switch (type) {
            case "integer" -> value.matches("[+-]?[0-9]+");
            case "number" -> value.matches("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");
            case "boolean" -> value.matches("[01]");
            default -> true;
        };
    }

    private static boolean matches(String perl, String value) {
        return Pattern.compile(perl.replace("(?^:", "(?:").replace("(?^i:", "(?i:"), Pattern.DOTALL)
                .matcher(value)
                .matches();
    }

    private static double number(@Nullable JsonValue value) {
        return Double.parseDouble(text(value, "0"));
    }

    private static String text(@Nullable JsonValue value, String absent) {
        return switch (value) {
            case null -> absent;
            case JsonString string -> string.getString();
            default -> value.toString();
        };
    }
}
