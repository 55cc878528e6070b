package dev.sessionhub.core.config;

import dev.sessionhub.spi.Secret;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What agents are given, and nobody else.
 *
 * @param apiKey of Anthropic's API
 * @param oauthToken of a Claude subscription
 * @param environment further variables, by name; any may hold something that must not be shown
 */
public record AgentSettings(Optional<Secret> apiKey, Optional<Secret> oauthToken, Map<String, Secret> environment) {

    /** The variable of an API key. */
    public static final String API_KEY = "ANTHROPIC_API_KEY";

    /** The variable of a subscription's token. */
    public static final String OAUTH_TOKEN = "CLAUDE_CODE_OAUTH_TOKEN";

    /** Nothing. */
    public static final AgentSettings NONE = new AgentSettings(Optional.empty(), Optional.empty(), Map.of());

    /** Copies. */
    public AgentSettings {
        environment = Map.copyOf(environment);
    }

    /**
     * All of it as variables.
     *
     * @return by name
     */
    public Map<String, Secret> variables() {
        Map<String, Secret> variables = new HashMap<>(environment);
        apiKey.ifPresent(key -> variables.put(API_KEY, key));
        oauthToken.ifPresent(token -> variables.put(OAUTH_TOKEN, token));
        return variables;
    }
}
