package dev.sessionhub.core.agent;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an agent says it has used. Tokens that were read from a cache or written to one are input too.
 *
 * @param inputTokens read by the model
 * @param outputTokens written by the model
 * @param costUsd what the agent says that cost, if it does
 */
public record AgentUsage(long inputTokens, long outputTokens, Optional<BigDecimal> costUsd) {

    /** Nothing at all. */
    public static final AgentUsage NONE = new AgentUsage(0, 0, Optional.empty());

    private static final Pattern TEXT =
            Pattern.compile("([0-9]{1,15}):([0-9]{1,15}):([0-9]{0,9}(?:\\.[0-9]{1,9})?)[0-9]*");

    /** Checks. */
    public AgentUsage {
        if (inputTokens < 0 || outputTokens < 0) {
            throw new IllegalArgumentException("tokens must not be negative: " + inputTokens + ", " + outputTokens);
        }
    }

    /**
     * Reads what {@link #toText()} wrote, or what a session says.
     *
     * @param text {@code INPUT:OUTPUT:COST}, untrusted
     * @return empty if it is something else
     */
    public static Optional<AgentUsage> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new AgentUsage(
                Long.parseLong(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                Optional.of(matcher.group(3)).filter(cost -> !cost.isEmpty()).map(BigDecimal::new)));
    }

    /**
     * As a line of text.
     *
     * @return {@code INPUT:OUTPUT:COST}
     */
    public String toText() {
        return "%d:%d:%s"
                .formatted(
                        inputTokens,
                        outputTokens,
                        costUsd.map(BigDecimal::toPlainString).orElse(""));
    }

    /**
     * Together with another one.
     *
     * @param other of another conversation
     * @return the sums
     */
    public AgentUsage plus(AgentUsage other) {
        Optional<BigDecimal> cost = costUsd.map(mine -> mine.add(other.costUsd.orElse(BigDecimal.ZERO)));
        return new AgentUsage(
                inputTokens + other.inputTokens, outputTokens + other.outputTokens, cost.or(() -> other.costUsd));
    }

    /**
     * What grows and never shrinks: an agent that was killed forgets what the conversation had cost.
     *
     * @param later said of the same conversation
     * @return the greater of each
     */
    public AgentUsage grownTo(AgentUsage later) {
        Optional<BigDecimal> cost = costUsd.map(mine -> mine.max(later.costUsd.orElse(mine)));
        return new AgentUsage(
                Math.max(inputTokens, later.inputTokens),
                Math.max(outputTokens, later.outputTokens),
                cost.or(() -> later.costUsd));
    }
}
