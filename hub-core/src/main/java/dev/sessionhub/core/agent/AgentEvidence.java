package dev.sessionhub.core.agent;

import dev.sessionhub.core.agent.AgentStatus.Activity;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What an agent's window says about it in the tmux option {@code @agent_state}: hostile text, written by {@code
 * hub-session}, or by anything else in the session.
 *
 * @param activity what it means
 * @param detail in words
 * @param since since when, if it says so
 * @param talk the conversation the agent is in, if it says so
 */
public record AgentEvidence(Activity activity, Optional<String> detail, Optional<Instant> since, Optional<Talk> talk) {

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
            case "claude" -> claude(parts);
            case "command" -> of(Activity.UNKNOWN, "a command of one's own does not say what it does");
            default -> of(Activity.UNKNOWN, NO_EVIDENCE);
        };
    }

    /** At the start of a session tmux may hand out the format before it has something to fill in. */
    private static AgentEvidence shell(String shell, String foreground) {
        if (foreground.isEmpty() || foreground.contains("#{")) {
            return of(Activity.UNKNOWN, NO_EVIDENCE);
        }
        return shell.equals(foreground) ? of(Activity.IDLE, "") : of(Activity.WORKING, foreground);
    }

    /** {@code claude:STATUS:WAITING:CONVERSATION:SINCE:BEGUN:INPUT:OUTPUT:COST:BEAT}; all but the first may be empty. */
    private static AgentEvidence claude(String[] parts) {
        String status = part(parts, 1);
        String waiting = part(parts, 2);
        AgentEvidence evidence = switch (status) {
            case "starting" -> of(Activity.STARTING, "");
            case "gone" -> of(Activity.UNKNOWN, "it no longer says what it does");
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
        return new AgentEvidence(evidence.activity, evidence.detail, instant(part(parts, 4)), talk(parts));
    }

    private static Optional<Talk> talk(String[] parts) {
        String usage = "%s:%s:%s".formatted(part(parts, 6), part(parts, 7), part(parts, 8));
        return uuid(part(parts, 3)).map(id -> new Talk(id, part(parts, 5).equals("yes"), AgentUsage.parse(usage)));
    }

    private static Optional<Instant> instant(String millis) {
        return Optional.of(millis)
                .filter(text -> text.matches("[0-9]{1,15}"))
                .map(text -> Instant.ofEpochMilli(Long.parseLong(text)));
    }

    private static AgentEvidence of(Activity activity, String detail) {
        String plain = detail.replaceAll("\\p{Cntrl}", "");
        return new AgentEvidence(
                activity,
                Optional.of(plain.substring(0, Math.min(MOST_DETAIL, plain.length())))
                        .filter(text -> !text.isEmpty()),
                Optional.empty(),
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
