package dev.sessionhub.core.agent;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an agent is, as its session says.
 *
 * @param alive whether its terminal server runs
 * @param kind what was started
 * @param resumed whether it was started to go on with a conversation
 * @param evidence what it said last
 * @param ended whether its program has ended
 * @param exitCode if it ended by itself
 * @param signal if a signal ended it
 */
public record AgentFacts(
        boolean alive,
        Optional<AgentKind> kind,
        boolean resumed,
        AgentEvidence evidence,
        boolean ended,
        Optional<Integer> exitCode,
        Optional<Integer> signal) {

    static AgentFacts parse(String output) {
        Map<String, String> facts = new HashMap<>();
        output.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                facts.putIfAbsent(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return new AgentFacts(
                "yes".equals(facts.get("alive")),
                AgentKind.ofWord(facts.getOrDefault("kind", "")),
                "resume".equals(facts.get("launch")),
                AgentEvidence.parse(facts.getOrDefault("final", facts.getOrDefault("state", ""))),
                "1".equals(facts.get("dead")),
                number(facts.get("status")),
                number(facts.get("signal")));
    }

    /**
     * Whether the first task has arrived: there is a conversation with words in it.
     *
     * @return true if the agent says so
     */
    public boolean promptDelivered() {
        return evidence.talk().filter(Talk::begun).isPresent();
    }

    /**
     * Whether it was to go on with a conversation and never got so far as to say that it is ready.
     *
     * @return true if a conversation could not be resumed
     */
    public boolean failedToResume() {
        return resumed && evidence.talk().isEmpty();
    }

    static Optional<String> refusal(String output) {
        return output.lines()
                .filter(line -> line.startsWith("refused="))
                .map(line -> line.substring("refused=".length()))
                .findFirst();
    }

    private static Optional<Integer> number(@Nullable String text) {
        return Optional.ofNullable(text)
                .filter(digits -> digits.matches("[0-9]{1,3}"))
                .map(Integer::valueOf);
    }
}
