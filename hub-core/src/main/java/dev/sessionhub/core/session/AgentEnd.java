package dev.sessionhub.core.session;

import dev.sessionhub.core.agent.AgentFacts;
import dev.sessionhub.core.agent.AgentKind;
import dev.sessionhub.core.session.part.Ended;
import dev.sessionhub.core.terminal.pane.TerminalEnd;
import java.util.Optional;
import java.util.Set;

/**
 * What the end of an agent means for its session.
 *
 * @param ended how it ended
 * @param failed whether the session has failed rather than stopped
 * @param reason in words a user can act on
 */
record AgentEnd(Ended ended, boolean failed, String reason) {

    private static final String NOT_RESUMED = "the conversation could not be resumed, the last screen tells why;"
            + " start it again to try once more, or with a new conversation";
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;
    private static final int KILL = 9;
    private static final Set<Integer> ASKING = Set.of(1, 15);
    private static final int KILLED = 128 + KILL;

    static AgentEnd of(Session session, TerminalEnd end, boolean atOnce, Optional<AgentFacts> facts) {
        Ended ended = new Ended(
                end.exitCode(), end.signal(), end.signal().isPresent() ? Ended.Cause.SIGNALLED : Ended.Cause.EXITED);
        if (!ended.isClean() && facts.filter(AgentFacts::failedToResume).isPresent()) {
            return new AgentEnd(ended, true, NOT_RESUMED);
        }
        boolean failed = atOnce && !ended.isClean();
        return new AgentEnd(ended, failed, failed ? failure(session, end) : end.reason());
    }

    static AgentEnd lost(String reason) {
        return new AgentEnd(new Ended(Optional.empty(), Optional.empty(), Ended.Cause.LOST), true, reason);
    }

    /** Whether somebody asked the agent to end, with SIGHUP or SIGTERM. */
    boolean wasAskedFor() {
        return ended.signal().filter(ASKING::contains).isPresent()
                || ended.exitCode().filter(code -> ASKING.contains(code - 128)).isPresent();
    }

    /** Whether a lack of memory may be behind it: it was killed, or nobody knows. */
    boolean mayBeShortage() {
        return ended.cause() == Ended.Cause.LOST
                || ended.signal().filter(signal -> signal == KILL).isPresent()
                || ended.exitCode().filter(code -> code == KILLED).isPresent();
    }

    AgentEnd outOfMemory(Optional<ResourceUse> usage) {
        Ended shortage = new Ended(ended.exitCode(), ended.signal(), Ended.Cause.OUT_OF_MEMORY);
        return new AgentEnd(
                shortage,
                true,
                usage.map(ResourceUse::shortage).orElse("out of memory; start it again with more memory"));
    }

    private static String failure(Session session, TerminalEnd end) {
        String what = session.agent().command().isEmpty()
                ? session.agent().kind().map(AgentKind::word).orElse("agent")
                : session.agent().command().getFirst();
        int code = end.exitCode().orElse(0);
        return switch (code) {
            case NOT_FOUND -> "the agent's command was not found: " + what;
            case NOT_EXECUTABLE -> "the agent's command cannot be executed: " + what;
            default -> "the agent ended at once: " + end.reason() + "; its last screen is kept";
        };
    }
}
