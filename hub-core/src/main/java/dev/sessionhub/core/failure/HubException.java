package dev.sessionhub.core.failure;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that the hub refuses or cannot carry out. The message is for users: what, which one, what to do. */
public final class HubException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailureCode code;
    private final transient List<Violation> violations;
    private final transient @Nullable WorkAtRisk workAtRisk;

    private HubException(
            FailureCode code,
            String message,
            @Nullable Throwable cause,
            List<Violation> violations,
            @Nullable WorkAtRisk workAtRisk) {
        super(message, cause);
        this.code = Objects.requireNonNull(code, "code");
        this.violations = List.copyOf(violations);
        this.workAtRisk = workAtRisk;
    }

    /**
     * A failure without a cause of its own.
     *
     * @param code the kind
     * @param message for users
     */
    public HubException(FailureCode code, String message) {
        this(code, message, null, List.of(), null);
    }

    /**
     * A failure with its cause, which is logged and not shown.
     *
     * @param code the kind
     * @param message for users
     * @param cause what it came from
     */
    public HubException(FailureCode code, String message, Throwable cause) {
        this(code, message, cause, List.of(), null);
    }

    /**
     * A request with bad fields.
     *
     * @param violations all of them
     * @return the exception to throw
     */
    public static HubException invalid(List<Violation> violations) {
        String first = violations.isEmpty()
                ? "the request is not valid"
                : violations.getFirst().field() + " " + violations.getFirst().message();
        return new HubException(FailureCode.VALIDATION_FAILED, first, null, violations, null);
    }

    /**
     * A request with one bad field.
     *
     * @param field its name
     * @param message what it must be, as the end of a sentence that begins with the field
     * @return the exception to throw
     */
    public static HubException invalid(String field, String message) {
        return invalid(List.of(new Violation(field, message)));
    }

    /**
     * A deletion that would lose work.
     *
     * @param work what would be lost
     * @return the exception to throw
     */
    public static HubException workAtRisk(WorkAtRisk work) {
        String message =
                "the session has %d%s uncommitted files and %d commits that are not in %s; commit and merge them, or discard them"
                        .formatted(
                                work.fileCount(),
                                work.fileCount() < WorkAtRisk.MANY ? "" : " or more",
                                work.commits(),
                                work.base());
        return new HubException(FailureCode.UNCOMMITTED_WORK, message, null, List.of(), work);
    }

    /**
     * The stable word.
     *
     * @return never null
     */
    public FailureCode code() {
        return code;
    }

    /**
     * The bad fields.
     *
     * @return empty unless the code is {@code VALIDATION_FAILED}
     */
    public List<Violation> violations() {
        return violations;
    }

    /**
     * What deleting would lose.
     *
     * @return present if the code is {@code UNCOMMITTED_WORK}
     */
    public Optional<WorkAtRisk> workAtRisk() {
        return Optional.ofNullable(workAtRisk);
    }
}
