package dev.sessionhub.launcher.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A variable that every agent is given, {@code hub.agent.environment.NAME}.
 *
 * @param name the variable's name
 */
record AgentVariable(String name) {

    private static final String KEY = "hub.agent.environment.";
    private static final Pattern SHAPE = Pattern.compile("(?:hub\\.agent\\.environment\\.|HUB_AGENT_ENVIRONMENT_)"
            + "(?!SESSION_HUB_)([A-Za-z_][A-Za-z0-9_]{0,127})");

    /** Reads a key of the configuration, or a variable of the hub's own environment. */
    static Optional<AgentVariable> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        return matcher.matches() ? Optional.of(new AgentVariable(matcher.group(1))) : Optional.empty();
    }

    String key() {
        return KEY + name;
    }
}
