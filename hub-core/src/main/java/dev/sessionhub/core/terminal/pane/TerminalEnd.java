package dev.sessionhub.core.terminal.pane;

import java.util.Objects;
import java.util.Optional;

/**
 * Why nothing more comes from a terminal.
 *
 * @param cause what kind of end it is; decides whether attaching again makes sense
 * @param exitCode the program's, if it ended by itself
 * @param signal the one that ended the program
 * @param reason in words for a user
 */
public record TerminalEnd(Cause cause, Optional<Integer> exitCode, Optional<Integer> signal, String reason) {

    /** The kinds of end. */
    public enum Cause {
        /** The program in the terminal has ended; its last screen stays readable. */
        PROGRAM_ENDED,
        /** The connection to the session's tmux was lost; attaching again later may work. */
        DISCONNECTED,
        /** The session does not run any more, or there is no such window. */
        CLOSED,
        /** The session is deleted; attaching again makes no sense. */
        DELETED
    }

    /** Checks. */
    public TerminalEnd {
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(exitCode, "exitCode");
        Objects.requireNonNull(signal, "signal");
        Objects.requireNonNull(reason, "reason");
    }

    /**
     * The connection is gone; the session may go on.
     *
     * @param reason in words for a user
     * @return the end
     */
    public static TerminalEnd disconnected(String reason) {
        return new TerminalEnd(Cause.DISCONNECTED, Optional.empty(), Optional.empty(), reason);
    }

    /**
     * The session does not run any more.
     *
     * @param reason in words for a user
     * @return the end
     */
    public static TerminalEnd closed(String reason) {
        return new TerminalEnd(Cause.CLOSED, Optional.empty(), Optional.empty(), reason);
    }

    /**
     * The session is deleted.
     *
     * @return the end
     */
    public static TerminalEnd deleted() {
        return new TerminalEnd(
                Cause.DELETED, Optional.empty(), Optional.empty(), "the session is deleted; restore it first");
    }

    static TerminalEnd exited(int exitCode) {
        return new TerminalEnd(
                Cause.PROGRAM_ENDED,
                Optional.of(exitCode),
                Optional.empty(),
                "the program ended with exit code " + exitCode);
    }

    public static TerminalEnd unexplained() {
        return new TerminalEnd(
                Cause.PROGRAM_ENDED, Optional.empty(), Optional.empty(), "the program ended; tmux does not say how");
    }

    static TerminalEnd signalled(int signal) {
        return new TerminalEnd(
                Cause.PROGRAM_ENDED,
                Optional.empty(),
                Optional.of(signal),
                "the program was ended by signal " + signal);
    }
}
