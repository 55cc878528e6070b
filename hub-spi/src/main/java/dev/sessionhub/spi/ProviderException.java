package dev.sessionhub.spi;

import java.util.Objects;

/**
 * The only exception that leaves a plug-in.
 *
 * <p>The message is shown to users: it says what failed, on which thing, and what to do next. It never contains a
 * secret, nor text that an agent wrote.
 *
 * @since 1.0
 */
public final class ProviderException extends RuntimeException {

    /** What kind of failure it is; decides how the hub reacts and which HTTP status a user sees. */
    public enum Code {
        /** The request can never succeed as it is; the caller has to change it. */
        INVALID_REQUEST,
        /** The named thing does not exist (any more). */
        NOT_FOUND,
        /** A thing of that name or identity exists already. */
        ALREADY_EXISTS,
        /** The thing is in a state that does not allow the operation, or somebody else changed it meanwhile. */
        CONFLICT,
        /** This plug-in cannot do that; {@code capabilities()} says so beforehand. */
        UNSUPPORTED,
        /** The plug-in's own credentials or permissions do not suffice. */
        UNAUTHORIZED,
        /** A quota, a disk or a pool is full. */
        LIMIT_EXCEEDED,
        /** The system behind the plug-in does not answer now; the same call may succeed later. */
        UNAVAILABLE,
        /** The operation took longer than its limit; whether it took effect is unknown. */
        TIMEOUT,
        /** The calling thread was interrupted. */
        CANCELLED,
        /** A fault of the plug-in. */
        INTERNAL
    }

    private static final long serialVersionUID = 1L;

    /** The kind of failure. */
    private final Code code;

    /**
     * A failure without a cause of its own.
     *
     * @param code the kind of failure
     * @param message what failed, on which thing, what to do
     */
    public ProviderException(Code code, String message) {
        super(Objects.requireNonNull(message, "message"));
        this.code = Objects.requireNonNull(code, "code");
    }

    /**
     * A failure with its cause, which is logged and not shown.
     *
     * @param code the kind of failure
     * @param message what failed, on which thing, what to do
     * @param cause what it came from
     */
    public ProviderException(Code code, String message, Throwable cause) {
        super(Objects.requireNonNull(message, "message"), Objects.requireNonNull(cause, "cause"));
        this.code = Objects.requireNonNull(code, "code");
    }

    /**
     * The kind of failure.
     *
     * @return never null
     */
    public Code code() {
        return code;
    }
}
