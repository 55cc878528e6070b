package dev.sessionhub.messages;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;

/** An answer that is not streamed. */
final class WholeMessage {

    private WholeMessage() {}

    static JsonObject of(Answer answer, String model) {
        JsonArrayBuilder content = Json.createArrayBuilder();
        for (Step step : answer.steps()) {
            switch (step) {
                case Step.Say say -> content.add(text(say.text()));
                case Step.Stream stream -> content.add(text("word ".repeat(stream.words())));
                case Step.UseTool tool ->
                    content.add(Json.createObjectBuilder()
                            .add("type", "tool_use")
                            .add("id", MessageStream.id("toolu_"))
                            .add("name", tool.name())
                            .add("input", tool.input()));
                case Step.Sleep _, Step.Cut _, Step.Fail _ -> {}
            }
        }
        return Json.createObjectBuilder()
                .add("id", MessageStream.id("msg_"))
                .add("type", "message")
                .add("role", "assistant")
                .add("model", model)
                .add("content", content)
                .add("stop_reason", answer.stopReason())
                .addNull("stop_sequence")
                .add(
                        "usage",
                        Json.createObjectBuilder()
                                .add("input_tokens", MessageStream.INPUT_TOKENS)
                                .add("output_tokens", MessageStream.OUTPUT_TOKENS))
                .build();
    }

    private static JsonObject text(String text) {
        return Json.createObjectBuilder().add("type", "text").add("text", text).build();
    }
}
