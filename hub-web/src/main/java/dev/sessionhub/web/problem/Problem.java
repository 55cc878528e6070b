package dev.sessionhub.web.problem;

import dev.sessionhub.core.failure.Violation;
import dev.sessionhub.core.failure.WorkAtRisk;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A failure on its way to a client.
 *
 * @param code what kind
 * @param detail what, which one, what to do; never a secret, a path of the hub or a stack trace
 * @param reference under which the log has more, if it is our fault
 * @param violations the bad fields, if any
 * @param lost what deleting would lose, if that is the problem
 * @param headers further headers of the answer, such as Retry-After
 */
public record Problem(
        ProblemCode code,
        String detail,
        Optional<String> reference,
        List<Violation> violations,
        Optional<WorkAtRisk> lost,
        Map<String, String> headers) {

    /** The media type. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Checks and copies. */
    public Problem {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(reference, "reference");
        violations = List.copyOf(violations);
        Objects.requireNonNull(lost, "lost");
        headers = Map.copyOf(headers);
    }

    /** A problem with nothing but words. */
    public Problem(ProblemCode code, String detail) {
        this(code, detail, Optional.empty(), List.of(), Optional.empty(), Map.of());
    }

    /** The same with one more header. */
    public Problem header(String name, String value) {
        return new Problem(code, detail, reference, violations, lost, Map.of(name, value));
    }
}
