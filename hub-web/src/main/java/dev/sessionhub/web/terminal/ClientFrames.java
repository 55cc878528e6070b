package dev.sessionhub.web.terminal;

import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.web.json.StrictJson;
import dev.sessionhub.web.problem.ProblemCode;
import dev.sessionhub.web.problem.ProblemException;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Map;

/** Reads text frames. */
final class ClientFrames {

    /** Json's own methods look for a provider on the class path at each call, and every key is a frame. */
    private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

    private ClientFrames() {}

    /**
     * Reads a frame.
     *
     * @throws ProblemException {@code BAD_FRAME}
     */
    static ClientFrame read(String text) {
        try {
            JsonObject object = StrictJson.object(text);
            return StrictJson.bind(
                    BUILDERS.createObjectBuilder(object).remove("type").build(), type(object));
        } catch (HubException e) {
            throw bad(String.valueOf(e.getMessage()));
        } catch (ProblemException e) {
            throw e.problem().code() == ProblemCode.BAD_FRAME ? e : bad("the frame is not a JSON object");
        }
    }

    static ProblemException bad(String detail) {
        return new ProblemException(ProblemCode.BAD_FRAME, detail);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Record & ClientFrame> Class<T> type(JsonObject object) {
        String name = object.get("type") instanceof JsonString text ? text.getString() : "";
        return (Class<T>)
                switch (name) {
                    case "session:attach" -> ClientFrame.Attach.class;
                    case "terminal:input" -> ClientFrame.Input.class;
                    case "terminal:paste" -> ClientFrame.Paste.class;
                    case "terminal:resize" -> ClientFrame.Resize.class;
                    case "terminal:ack" -> ClientFrame.Ack.class;
                    case "ping" -> ClientFrame.Ping.class;
                    default -> throw bad("the frame's type is not known");
                };
    }
}
