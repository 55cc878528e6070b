package dev.sessionhub.core.account;

import java.time.Duration;

/** Too many logins failed, or too many are being checked. */
public final class TooManyAttemptsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    TooManyAttemptsException(Duration retryAfter) {
        super("too many attempts; try again in " + seconds(retryAfter) + " s");
        this.retryAfter = retryAfter;
    }

    /** How long to wait, in whole seconds, at least one. */
    public long retryAfterSeconds() {
        return seconds(retryAfter);
    }

    private static long seconds(Duration duration) {
        return Math.max(1, duration.plusMillis(999).toSeconds());
    }
}
