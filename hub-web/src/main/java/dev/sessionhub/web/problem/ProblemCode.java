package dev.sessionhub.web.problem;

import java.util.Locale;

/** Stable words for everything that can go wrong, with the HTTP status and the WebSocket close code of each. */
public enum ProblemCode {
    BAD_REQUEST(400, 4400),
    MALFORMED_JSON(400, 4400),
    VALIDATION_FAILED(400, 4400),
    BAD_HOST(400, 4400),
    BAD_FRAME(400, 4400),
    UNAUTHENTICATED(401, 4401),
    BAD_CREDENTIALS(401, 4401),
    BAD_TICKET(401, 4401),
    NOT_ALLOWED(403, 4403),
    READ_ONLY(403, 4403),
    BAD_ORIGIN(403, 4403),
    NOT_FOUND(404, 4404),
    SESSION_NOT_FOUND(404, 4404),
    PROJECT_NOT_FOUND(404, 4404),
    METHOD_NOT_ALLOWED(405, 4400),
    NOT_ACCEPTABLE(406, 4400),
    REQUEST_TIMEOUT(408, 1013),
    CONFLICT(409, 1013),
    ILLEGAL_TRANSITION(409, 1013),
    BRANCH_IN_USE(409, 4400),
    PROJECT_EXISTS(409, 4400),
    UNCOMMITTED_WORK(409, 4400),
    NOT_RESTORABLE(409, 4410),
    SESSION_GONE(410, 4410),
    BODY_TOO_LARGE(413, 1009),
    URI_TOO_LONG(414, 4400),
    UNSUPPORTED_MEDIA_TYPE(415, 4400),
    UNPROCESSABLE(422, 4400),
    REPOSITORY_INVALID(422, 4400),
    PROVIDER_NOT_FOUND(422, 4400),
    UNSUPPORTED(422, 4400),
    WEAK_PASSWORD(422, 4400),
    TOO_MANY_ATTEMPTS(429, 1013),
    INTERNAL(500, 1011),
    OVERLOADED(503, 1013),
    LIMIT_EXCEEDED(503, 1013),
    PROVIDER_UNAVAILABLE(503, 1013),
    REPOSITORY_UNAVAILABLE(503, 1013),
    TERMINAL_UNAVAILABLE(503, 1013),
    WORKSPACE_UNAVAILABLE(503, 1013),
    DATABASE_UNAVAILABLE(503, 1013),
    STARTING(503, 1013),
    PROVIDER_TIMEOUT(504, 1013);

    private final int status;
    private final int closeCode;

    ProblemCode(int status, int closeCode) {
        this.status = status;
        this.closeCode = closeCode;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** With which code a WebSocket is closed over it. */
    public int closeCode() {
        return closeCode;
    }

    /** Whether it is a fault of the hub rather than of the client or of something the hub depends on. */
    public boolean ours() {
        return this == INTERNAL;
    }

    /** The same in words. */
    public String title() {
        String words = name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** The most general word for a status that the server itself answers with. */
    public static ProblemCode ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> NOT_ALLOWED;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> REQUEST_TIMEOUT;
            case 409 -> CONFLICT;
            case 410 -> SESSION_GONE;
            case 413 -> BODY_TOO_LARGE;
            case 414 -> URI_TOO_LONG;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 422 -> UNPROCESSABLE;
            case 429 -> TOO_MANY_ATTEMPTS;
            case 503 -> OVERLOADED;
            default -> status < 500 ? BAD_REQUEST : INTERNAL;
        };
    }
}
