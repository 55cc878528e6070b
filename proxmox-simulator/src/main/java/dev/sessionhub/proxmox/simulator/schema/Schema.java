package dev.sessionhub.proxmox.simulator.schema;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every call that is known. */
public final class Schema {

    private final List<Method> methods;

    private Schema(List<Method> methods) {
        this.methods = methods;
    }

    /**
     * A call that was found.
     *
     * @param method which
     * @param variables the names in its path with their values
     */
    public record Route(Method method, Map<String, String> variables) {}

    /** Reads the description beside this module's classes. */
    public static Schema load() {
        try (InputStream in = Schema.class.getResourceAsStream("/dev/sessionhub/proxmox/simulator/schema.json");
                JsonReader reader = Json.createReader(in)) {
            return new Schema(reader.readObject().getJsonArray("methods").stream()
                    .map(JsonValue::asJsonObject)
                    .map(Method::of)
                    .toList());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Finds a call. */
    public Optional<Route> find(String verb, String path) {
        return methods.stream()
                .filter(method -> method.verb().equals(verb))
                .flatMap(method -> method.match(path).map(found -> new Route(method, found)).stream())
                .findFirst();
    }
}
