package dev.sessionhub.messages;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be answered, as the user's prompt says it: everything from the first {@code mock:} on, steps separated by
 * {@code &&&}. A prompt without any is answered with a sentence that repeats its beginning.
 *
 * <pre>
 * mock:write FILE TEXT     mock:edit FILE OLD NEW     mock:read FILE        mock:bash COMMAND
 * mock:ask QUESTION        mock:plan                  mock:agent PROMPT     mock:tool NAME JSON
 * mock:say TEXT            mock:sleep SECONDS         mock:stream N MILLIS  mock:think N MILLIS
 * mock:error STATUS        mock:cut
 * </pre>
 *
 * @param steps in order
 */
record Script(List<Step> steps) {

    private static final String MARK = "mock:";
    private static final int REPEATED = 60;

    Script {
        steps = List.copyOf(steps);
    }

    /**
     * Reads a prompt.
     *
     * @param prompt of the user
     * @param folder where relative files are
     */
    static Script parse(String prompt, String folder) {
        int begin = prompt.indexOf(MARK);
        if (begin < 0) {
            String start = prompt.strip()
                    .substring(0, Math.min(REPEATED, prompt.strip().length()));
            return new Script(List.of(new Step.Say("You said: " + start)));
        }
        List<Step> steps = new ArrayList<>();
        for (String text : prompt.substring(begin).split("&&&")) {
            steps.add(step(text.strip(), folder));
        }
        return new Script(steps);
    }

    /** What is left after a number of tools were used. */
    List<Step> after(int tools) {
        int left = tools;
        int at = 0;
        while (left > 0 && at < steps.size()) {
            if (steps.get(at++) instanceof Step.UseTool) {
                left--;
            }
        }
        return steps.subList(at, steps.size());
    }

    private static Step step(String text, String folder) {
        String[] words = text.split("\\s+", 2);
        String rest = words.length > 1 ? words[1].strip() : "";
        return switch (words[0]) {
            case "mock:write" -> write(rest, folder);
            case "mock:edit" -> edit(rest, folder);
            case "mock:read" -> tool("Read", "file_path", path(rest, folder));
            case "mock:bash" -> tool("Bash", "command", rest, "description", "Run a command");
            case "mock:ask" -> ask(rest);
            case "mock:plan" -> tool("ExitPlanMode", "plan", "1. Do it");
            case "mock:agent" ->
                tool("Agent", "description", "A part", "prompt", rest, "subagent_type", "general-purpose");
            case "mock:tool" -> named(rest);
            case "mock:say" -> new Step.Say(rest);
            case "mock:sleep" -> new Step.Sleep(Duration.ofMillis((long) (1000 * Double.parseDouble(rest))));
            case "mock:stream" -> stream(false, rest);
            case "mock:think" -> stream(true, rest);
            case "mock:error" -> new Step.Fail(Integer.parseInt(rest));
            case "mock:cut" -> new Step.Cut();
            default -> new Step.Say("This script has a step that is not known: " + text);
        };
    }

    private static Step write(String rest, String folder) {
        String[] words = rest.split("\\s+", 2);
        return tool("Write", "file_path", path(words[0], folder), "content", words.length > 1 ? words[1] + "\n" : "");
    }

    private static Step edit(String rest, String folder) {
        String[] words = rest.split("\\s+", 3);
        return tool("Edit", "file_path", path(words[0], folder), "old_string", words[1], "new_string", words[2]);
    }

    private static Step ask(String question) {
        JsonArrayBuilder options = Json.createArrayBuilder().add(option("Yes")).add(option("No"));
        return new Step.UseTool(
                "AskUserQuestion",
                Json.createObjectBuilder()
                        .add(
                                "questions",
                                Json.createArrayBuilder()
                                        .add(Json.createObjectBuilder()
                                                .add("question", question)
                                                .add("header", "Question")
                                                .add("options", options)
                                                .add("multiSelect", false)))
                        .build());
    }

    private static JsonObject option(String label) {
        return Json.createObjectBuilder()
                .add("label", label)
                .add("description", label)
                .build();
    }

    private static Step named(String rest) {
        String[] words = rest.split("\\s+", 2);
        try (var reader = Json.createReader(new StringReader(words.length > 1 ? words[1] : "{}"))) {
            return new Step.UseTool(words[0], reader.readObject());
        } catch (JsonException invalid) {
            return new Step.Say("This script has a tool whose input is no JSON: " + rest);
        }
    }

    private static Step stream(boolean thinking, String rest) {
        String[] words = rest.split("\\s+", 2);
        return new Step.Stream(thinking, Integer.parseInt(words[0]), Duration.ofMillis(Long.parseLong(words[1])));
    }

    private static Step tool(String name, String... members) {
        var input = Json.createObjectBuilder();
        for (int i = 0; i < members.length; i += 2) {
            input.add(members[i], members[i + 1]);
        }
        return new Step.UseTool(name, input.build());
    }

    private static String path(String file, String folder) {
        return Path.of(folder).resolve(file).toString();
    }
}
