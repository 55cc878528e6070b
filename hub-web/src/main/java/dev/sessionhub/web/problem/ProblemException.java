package dev.sessionhub.web.problem;

/** A request that the boundary itself refuses. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    public ProblemException(ProblemCode code, String detail) {
        this(new Problem(code, detail));
    }

    /** What to answer. */
    public Problem problem() {
        return problem;
    }
}
