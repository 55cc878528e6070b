package dev.sessionhub.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Keys and values as somebody wrote them, and what was wrong with them. */
final class SettingsSource {

    private static final Map<String, String> VARIABLES = Map.of(
            "hub.auth.secret", "AUTH_SECRET",
            "hub.repository.path", "BASE_REPO_PATH",
            "hub.worktree.path", "WORKTREE_BASE_PATH",
            "hub.anthropic.api-key", "ANTHROPIC_API_KEY",
            "hub.anthropic.oauth-token", "CLAUDE_CODE_OAUTH_TOKEN",
            "hub.http.allowed-origins", "HUB_ALLOWED_ORIGINS",
            "hub.http.trusted-proxies", "HUB_TRUSTED_PROXIES",
            "hub.http.port", "HUB_PORT",
            "hub.http.address", "HUB_ADDRESS");

    private final Map<String, String> properties;
    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    SettingsSource(Map<String, String> properties, Map<String, String> environment) {
        this.properties = Map.copyOf(properties);
        this.environment = Map.copyOf(environment);
    }

    Map<String, String> properties() {
        return properties;
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(properties.get(key))
                .filter(value -> !value.isBlank())
                .or(() -> Optional.ofNullable(environment.get(variable(key))))
                .filter(value -> !value.isBlank());
    }

    <T> T value(String key, String fallback, Function<String, T> parse) {
        String text = text(key).orElse(fallback);
        try {
            return parse.apply(text);
        } catch (RuntimeException _) {
            problems.add("%s (or %s) is not valid: \"%s\"".formatted(key, variable(key), text));
            return parse.apply(fallback);
        }
    }

    void problem(String message) {
        problems.add(message);
    }

    void check() {
        if (!problems.isEmpty()) {
            throw new IllegalStateException("the configuration is not valid: " + String.join("; ", problems));
        }
    }

    private static String variable(String key) {
        return VARIABLES.getOrDefault(
                key, key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
    }
}
