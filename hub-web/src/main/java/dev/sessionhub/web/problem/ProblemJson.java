package dev.sessionhub.web.problem;

import dev.sessionhub.core.failure.WorkAtRisk;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Locale;

/** Writes problems. */
public final class ProblemJson {

    private ProblemJson() {}

    /** The body of an answer. */
    public static String of(Problem problem) {
        return object(problem).toString();
    }

    private static JsonObject object(Problem problem) {
        ProblemCode code = problem.code();
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add(
                        "type",
                        "urn:session-hub:problem:"
                                + code.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .add("title", code.title())
                .add("status", code.status())
                .add("code", code.name())
                .add("detail", problem.detail());
        problem.reference().ifPresent(reference -> json.add("reference", reference));
        if (!problem.violations().isEmpty()) {
            json.add("violations", violations(problem));
        }
        problem.lost().ifPresent(lost -> json.add("lost", lost(lost)));
        return json.build();
    }

    private static JsonArrayBuilder violations(Problem problem) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        problem.violations()
                .forEach(violation -> array.add(Json.createObjectBuilder()
                        .add("field", violation.field())
                        .add("message", violation.message())));
        return array;
    }

    private static JsonObjectBuilder lost(WorkAtRisk lost) {
        JsonArrayBuilder files = Json.createArrayBuilder();
        lost.files().forEach(files::add);
        return Json.createObjectBuilder()
                .add("files", files)
                .add("fileCount", lost.fileCount())
                .add("commits", lost.commits());
    }
}
