package dev.sessionhub.messages;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is answered to one request.
 *
 * @param steps in order; the last one is the only one that may use a tool
 */
record Answer(List<Step> steps) {

    Answer {
        steps = List.copyOf(steps);
    }

    static Answer to(Question question) {
        if (question.schema().isPresent()) {
            return new Answer(List.of(new Step.Say(example(question.schema().get()))));
        }
        List<Step> steps = new ArrayList<>();
        for (Step step : Script.parse(question.prompt(), question.folder()).after(question.toolsUsed())) {
            steps.add(step);
            if (step instanceof Step.UseTool) {
                return new Answer(steps);
            }
        }
        if (steps.stream().noneMatch(Step.Say.class::isInstance)) {
            steps.add(new Step.Say("Done."));
        }
        return new Answer(steps);
    }

    /** The status with which the request is refused, if it is. */
    Optional<Integer> refusal() {
        return steps.stream()
                .filter(Step.Fail.class::isInstance)
                .map(step -> ((Step.Fail) step).status())
                .findFirst();
    }

    String stopReason() {
        return !steps.isEmpty() && steps.getLast() instanceof Step.UseTool ? "tool_use" : "end_turn";
    }

    private static String example(JsonObject schema) {
        var example = Json.createObjectBuilder();
        if (schema.get("properties") instanceof JsonObject properties) {
            properties.keySet().forEach(name -> example.add(name, "mock"));
        }
        return example.build().toString();
    }
}
