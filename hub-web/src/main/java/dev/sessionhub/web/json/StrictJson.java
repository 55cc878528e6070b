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
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
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
    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

    private static final int DEEPEST = 32;

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
            requireOneObject(text);
            return reader.readObject();
        } catch (JsonException | IllegalStateException | NumberFormatException _) {
            throw malformed("the body is not JSON, or a name is in it twice");
        }
    }

    /** The reader notices a name that is there twice, but not how deep it goes nor what is behind the object. */
    private static void requireOneObject(String text) {
        try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
            if (!parser.hasNext() || parser.next() != JsonParser.Event.START_OBJECT) {
                throw malformed("the body must be a JSON object");
            }
            // Not skipObject: it never comes back from an object that does not end.
            for (int depth = 1; parser.hasNext(); ) {
                depth += step(parser.next());
                if (depth > DEEPEST) {
                    throw malformed("the body goes deeper than " + DEEPEST + " levels");
                }
            }
        }
    }

    private static int step(JsonParser.Event event) {
        return switch (event) {
            case START_OBJECT, START_ARRAY -> 1;
            case END_OBJECT, END_ARRAY -> -1;
            case KEY_NAME, VALUE_STRING, VALUE_NUMBER, VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> 0;
        };
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
