package dev.sessionhub.web.json;

import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.core.failure.Violation;
import dev.sessionhub.web.problem.ProblemCode;
import dev.sessionhub.web.problem.ProblemException;
import jakarta.json.Json;
import jakarta.json.JsonConfig;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads JSON into records and refuses everything that does not fit. */
public final class StrictJson {

    private static final JsonReaderFactory READERS =
            Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

    private StrictJson() {}

    /**
     * Reads a record.
     *
     * @throws ProblemException {@code MALFORMED_JSON} if it is no JSON object in UTF-8
     * @throws HubException {@code VALIDATION_FAILED} naming every field that does not fit
     */
    public static <T extends Record> T read(byte[] utf8, Class<T> type) {
        return bind(object(text(utf8)), type);
    }

    /** The JSON object that a text is. */
    public static JsonObject object(String text) {
        try (JsonReader reader = READERS.createReader(new StringReader(text))) {
            JsonValue value = reader.readValue();
            if (value.getValueType() != JsonValue.ValueType.OBJECT) {
                throw malformed("the body must be a JSON object");
            }
            return value.asJsonObject();
        } catch (JsonException | IllegalStateException | NumberFormatException | StackOverflowError _) {
            throw malformed("the body is not JSON, or a name is in it twice");
        }
    }

    /** Binds an object to a record. */
    public static <T extends Record> T bind(JsonObject object, Class<T> type) {
        List<Violation> violations = new ArrayList<>();
        T value = RecordBinding.of(type).bind(object, "", violations);
        if (value == null || !violations.isEmpty()) {
            throw HubException.invalid(violations);
        }
        return value;
    }

    private static String text(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException _) {
            throw malformed("the body is not UTF-8");
        }
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(ProblemCode.MALFORMED_JSON, detail);
    }
}
