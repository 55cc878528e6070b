package dev.sessionhub.provider.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * What the engine remembers of the starts of containers. It keeps its last 256 events and forgets them when it starts: a
 * container that has ended, and whose start it does not remember although nothing was forgotten since, was started by
 * the engine before. It ended with that one, or when this one came up and found it running.
 */
final class Memory {

    /** Some events may come while it is asked. */
    private static final int NEARLY_FULL = 240;

    private Memory() {}

    /** Whether a container was started before this engine was. */
    static boolean knowsNothingOf(String container, List<JsonNode> events) {
        return events.size() < NEARLY_FULL
                && events.stream()
                        .noneMatch(event -> isStart(event)
                                && event.path("Actor").path("ID").asText().equals(container));
    }

    /** The question that is answered with all the engine remembers. */
    static String question(Instant now) {
        return "/events?since=0&until=" + now.getEpochSecond() + "." + "%09d".formatted(now.getNano());
    }

    private static boolean isStart(JsonNode event) {
        return event.path("Type").asText().equals("container")
                && event.path("Action").asText().equals("start");
    }
}
