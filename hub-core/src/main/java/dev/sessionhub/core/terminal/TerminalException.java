package dev.sessionhub.core.terminal;

/** tmux could not be reached, refused, or did not answer in time. The message is for a user. */
public final class TerminalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A failure without a cause of its own.
     *
     * @param message what failed
     */
    public TerminalException(String message) {
        super(message);
    }

    /**
     * A failure with its cause.
     *
     * @param message what failed
     * @param cause what it came from
     */
    public TerminalException(String message, Throwable cause) {
        super(message, cause);
    }
}
