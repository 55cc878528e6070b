package dev.sessionhub.messages;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** Writes an answer as the stream of events that the Messages API sends. */
final class MessageStream {

    /** Breaks the connection. */
    static final class CutException extends IOException {

        private static final long serialVersionUID = 1L;
    }

    /** What every answer is said to have cost. */
    static final int INPUT_TOKENS = 1000;

    /** What every answer is said to have cost. */
    static final int OUTPUT_TOKENS = 50;

    private final OutputStream out;
    private int block;

    MessageStream(OutputStream out) {
        this.out = out;
    }

    void write(Answer answer, String model) throws IOException {
        event("message_start", Json.createObjectBuilder().add("message", message(model)));
        for (Step step : answer.steps()) {
            write(step);
        }
        event(
                "message_delta",
                Json.createObjectBuilder()
                        .add(
                                "delta",
                                Json.createObjectBuilder()
                                        .add("stop_reason", answer.stopReason())
                                        .addNull("stop_sequence"))
                        .add("usage", Json.createObjectBuilder().add("output_tokens", OUTPUT_TOKENS)));
        event("message_stop", Json.createObjectBuilder());
    }

    private void write(Step step) throws IOException {
        switch (step) {
            case Step.Say say -> text(say.text());
            case Step.Sleep sleep -> pause(sleep.span());
            case Step.Stream stream -> words(stream);
            case Step.UseTool tool -> tool(tool);
            case Step.Cut _ -> throw new CutException();
            case Step.Fail _ -> throw new IllegalStateException("a refused request has no stream");
        }
    }

    private void text(String text) throws IOException {
        begin(Json.createObjectBuilder().add("type", "text").add("text", ""));
        delta("text_delta", "text", text);
        end();
    }

    private void words(Step.Stream stream) throws IOException {
        String kind = stream.thinking() ? "thinking" : "text";
        JsonObjectBuilder content = Json.createObjectBuilder().add("type", kind).add(kind, "");
        begin(stream.thinking() ? content.add("signature", "") : content);
        for (int i = 1; i <= stream.words(); i++) {
            delta(kind + "_delta", kind, "word" + i + " ");
            pause(stream.pause());
        }
        if (stream.thinking()) {
            delta("signature_delta", "signature", "bW9jaw==");
        }
        end();
    }

    private void tool(Step.UseTool tool) throws IOException {
        begin(Json.createObjectBuilder()
                .add("type", "tool_use")
                .add("id", id("toolu_"))
                .add("name", tool.name())
                .add("input", Json.createObjectBuilder()));
        delta("input_json_delta", "partial_json", tool.input().toString());
        end();
    }

    private void begin(JsonObjectBuilder content) throws IOException {
        event(
                "content_block_start",
                Json.createObjectBuilder().add("index", block).add("content_block", content));
    }

    private void delta(String type, String name, String text) throws IOException {
        event(
                "content_block_delta",
                Json.createObjectBuilder()
                        .add("index", block)
                        .add(
                                "delta",
                                Json.createObjectBuilder().add("type", type).add(name, text)));
    }

    private void end() throws IOException {
        event("content_block_stop", Json.createObjectBuilder().add("index", block++));
    }

    private void event(String type, JsonObjectBuilder data) throws IOException {
        JsonObject whole = data.add("type", type).build();
        out.write("event: %s\ndata: %s\n\n".formatted(type, whole).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void pause(Duration span) {
        long end = System.nanoTime() + span.toNanos();
        for (long left = span.toNanos(); left > 0 && !Thread.currentThread().isInterrupted(); ) {
            LockSupport.parkNanos(left);
            left = end - System.nanoTime();
        }
    }

    private static JsonObject message(String model) {
        return Json.createObjectBuilder()
                .add("id", id("msg_"))
                .add("type", "message")
                .add("role", "assistant")
                .add("model", model)
                .add("content", Json.createArrayBuilder())
                .addNull("stop_reason")
                .addNull("stop_sequence")
                .add(
                        "usage",
                        Json.createObjectBuilder()
                                .add("input_tokens", INPUT_TOKENS)
                                .add("cache_creation_input_tokens", 0)
                                .add("cache_read_input_tokens", 0)
                                .add("output_tokens", 1))
                .build();
    }

    static String id(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }
}
