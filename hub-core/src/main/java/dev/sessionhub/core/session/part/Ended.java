package dev.sessionhub.core.session.part;

import java.util.Optional;

/**
 * How an agent ended.
 *
 * @param exitCode if it ended by itself
 * @param signal if a signal ended it
 * @param cause in a word
 */
public record Ended(Optional<Integer> exitCode, Optional<Integer> signal, Cause cause) {

    /** Causes of an end. */
    public enum Cause {
        /** It exited. */
        EXITED,
        /** A signal ended it. */
        SIGNALLED,
        /** Its memory was used up. */
        OUT_OF_MEMORY,
        /** A user stopped the session. */
        STOPPED,
        /** Its terminal or its environment ended under it. */
        LOST
    }

    /** {@return whether it ended as a program that succeeded} */
    public boolean isClean() {
        return exitCode.filter(code -> code == 0).isPresent();
    }
}
