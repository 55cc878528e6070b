package dev.sessionhub.proxmox.simulator.api;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain values as JSON. */
final class Values {

    private Values() {}

    static JsonValue of(@Nullable Object value) {
        return switch (value) {
            case null -> JsonValue.NULL;
            case JsonValue json -> json;
            case Map<?, ?> map -> {
                JsonObjectBuilder object = Json.createObjectBuilder();
                map.forEach((name, part) -> object.add(String.valueOf(name), of(part)));
                yield object.build();
            }
            case Iterable<?> items -> {
                JsonArrayBuilder array = Json.createArrayBuilder();
                items.forEach(item -> array.add(of(item)));
                yield array.build();
            }
            case Integer number -> Json.createValue(number);
            case Long number -> Json.createValue(number);
            case Double number ->
                number == Math.rint(number) ? Json.createValue(number.longValue()) : Json.createValue(number);
            case Boolean truth -> Json.createValue(truth ? 1 : 0);
            default -> Json.createValue(value.toString());
        };
    }
}
