package dev.sessionhub.core.agent;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Kinds of agent. */
public enum AgentKind {
    /** Claude Code. */
    CLAUDE,
    /** The user's shell. */
    SHELL,
    /** A command of the user's. */
    COMMAND;

    /**
     * The word users write.
     *
     * @return in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds a kind by its word.
     *
     * @param word as a user wrote it
     * @return empty if there is none
     */
    public static Optional<AgentKind> ofWord(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
