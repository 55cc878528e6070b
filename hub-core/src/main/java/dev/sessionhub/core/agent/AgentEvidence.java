package dev.sessionhub.core.agent;

import dev.sessionhub.core.agent.AgentStatus.Activity;
import java.util.Optional;
import java.util.UUID;

/**
 * What an agent's window says about it in the tmux option {@code @agent_state}: hostile text, written by {@code
 * hub-session}, or by anything else in the session.
 *
 * @param activity what it means
 * @param detail in words
 * @param conversation the conversation the agent is in, if it says so
 */
public record AgentEvidence(Activity activity, Optional<String> detail, Optional<UUID> conversation) {

    private static final int MOST_DETAIL = 80;
    private static final String NO_EVIDENCE = "there is no evidence";

    /**
     * Reads the option.
     *
     * @param value its value
     * @return what it means; UNKNOWN if it means nothing
     */
    public static AgentEvidence parse(String value) {
        String[] parts = value.split(":", -1);
        return switch (parts[0]) {
            case "shell" -> shell(part(parts, 1), part(parts, 2));
            case "claude" -> claude(part(parts, 1), part(parts, 2), part(parts, 3));
            case "command" -> of(Activity.UNKNOWN, "a command of one's own does not say what it does");
            default -> of(Activity.UNKNOWN, NO_EVIDENCE);
        };
    }

    /** At the start of a session tmux may hand out the format before it has something to fill in. */
    private static AgentEvidence shell(String shell, String foreground) {
        if (foreground.isEmpty() || foreground.contains("#{")) {
            return of(Activity.UNKNOWN, NO_EVIDENCE);
        }
        return shell.equals(foreground)
                ? new AgentEvidence(Activity.IDLE, Optional.empty(), Optional.empty())
                : of(Activity.WORKING, foreground);
    }

    private static AgentEvidence claude(String status, String waiting, String conversation) {
        AgentEvidence evidence = switch (status) {
            case "starting" -> of(Activity.STARTING, "");
            case "busy" -> of(Activity.WORKING, "");
            case "shell" -> of(Activity.IDLE, "a background command still runs");
            case "idle" -> of(Activity.IDLE, "");
            case "dialog" -> of(Activity.NEEDS_INPUT, "a start-up question is on the screen");
            case "waiting" ->
                of(
                        waiting.contains("permission") || waiting.contains("sandbox")
                                ? Activity.NEEDS_PERMISSION
                                : Activity.NEEDS_INPUT,
                        waiting);
            default -> of(Activity.UNKNOWN, "it says \"" + status + "\"");
        };
        return new AgentEvidence(evidence.activity, evidence.detail, uuid(conversation));
    }

    private static AgentEvidence of(Activity activity, String detail) {
        String plain = detail.replaceAll("\\p{Cntrl}", "");
        return new AgentEvidence(
                activity,
                Optional.of(plain.substring(0, Math.min(MOST_DETAIL, plain.length())))
                        .filter(text -> !text.isEmpty()),
                Optional.empty());
    }

    private static String part(String[] parts, int index) {
        return index < parts.length ? parts[index] : "";
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(text).filter(id -> id.length() == 36).map(UUID::fromString);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
