package dev.sessionhub.launcher.process;

/** Something the user can act on; the message says what failed and what to do next, in one line. */
public final class Failure extends RuntimeException {

    public Failure(String message) {
        super(message);
    }

    public Failure(String message, Throwable cause) {
        super(message, cause);
    }
}
