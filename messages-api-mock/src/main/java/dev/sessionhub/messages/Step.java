package dev.sessionhub.messages;

import jakarta.json.JsonObject;
import java.time.Duration;

/** One step of a {@link Script}. */
sealed interface Step {

    /** Calls a tool; the answer ends here. */
    record UseTool(String name, JsonObject input) implements Step {}

    /** Says something. */
    record Say(String text) implements Step {}

    /** Says nothing for a while. */
    record Sleep(Duration span) implements Step {}

    /** Says or thinks a number of words, with a pause after each. */
    record Stream(boolean thinking, int words, Duration pause) implements Step {}

    /** Refuses the request, every time it is sent. */
    record Fail(int status) implements Step {}

    /** Breaks the connection in the middle of the answer. */
    record Cut() implements Step {}
}
