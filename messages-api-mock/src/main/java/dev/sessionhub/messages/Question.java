package dev.sessionhub.messages;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request of the Messages API, as far as an answer depends on it.
 *
 * @param model the model that is asked
 * @param streaming whether the answer is wanted as a stream of events
 * @param schema the form that the answer must have, if it must be JSON
 * @param prompt the last thing the user said
 * @param toolsUsed how many tools were used since then
 * @param folder the working directory that Claude Code tells its model
 */
record Question(
        String model, boolean streaming, Optional<JsonObject> schema, String prompt, int toolsUsed, String folder) {

    private static final Pattern FOLDER = Pattern.compile("Primary working directory: (\\S+)");

    static Question of(JsonObject request) {
        List<JsonObject> messages = objects(request.get("messages"));
        String prompt = "";
        int tools = 0;
        for (JsonObject message : messages) {
            if (message.getString("role", "").equals("user")) {
                Optional<String> said = said(message);
                if (said.isPresent()) {
                    prompt = said.get();
                    tools = 0;
                }
            } else {
                tools += blocks(message, "tool_use").size();
            }
        }
        return new Question(
                request.getString("model", "unknown"),
                request.getBoolean("stream", false),
                schema(request),
                prompt,
                tools,
                folder(request));
    }

    /** What Claude Code adds to a prompt by itself is in brackets. */
    private static Optional<String> said(JsonObject message) {
        if (message.get("content") instanceof JsonString text) {
            return Optional.of(text.getString()).filter(Question::isOfUser);
        }
        return blocks(message, "text").stream()
                .map(block -> block.getString("text", ""))
                .filter(Question::isOfUser)
                .reduce((_, last) -> last);
    }

    private static boolean isOfUser(String text) {
        String plain = text.strip();
        return !plain.isEmpty() && !plain.startsWith("<") && !plain.startsWith("[Request interrupted");
    }

    private static List<JsonObject> blocks(JsonObject message, String type) {
        return objects(message.get("content")).stream()
                .filter(block -> block.getString("type", "").equals(type))
                .toList();
    }

    private static List<JsonObject> objects(@Nullable JsonValue value) {
        List<JsonObject> objects = new ArrayList<>();
        if (value instanceof JsonArray array) {
            for (JsonValue item : array) {
                if (item instanceof JsonObject object) {
                    objects.add(object);
                }
            }
        }
        return objects;
    }

    private static Optional<JsonObject> schema(JsonObject request) {
        return object(request, "output_config")
                .flatMap(config -> object(config, "format"))
                .flatMap(format -> object(format, "schema"));
    }

    private static Optional<JsonObject> object(JsonObject parent, String name) {
        return parent.get(name) instanceof JsonObject child ? Optional.of(child) : Optional.empty();
    }

    private static String folder(JsonObject request) {
        Matcher matcher = FOLDER.matcher(request.toString().replace("\\n", "\n"));
        return matcher.find() ? matcher.group(1) : "/tmp";
    }
}
