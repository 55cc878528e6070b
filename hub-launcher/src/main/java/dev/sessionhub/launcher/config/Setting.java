package dev.sessionhub.launcher.config;

import java.util.Arrays;
import java.util.Optional;

/** Every key with a fixed name; {@code hub.provider.NAME.KEY} are open and belong to the plug-ins, {@link AgentVariable}s to the agents. */
public enum Setting {
    DATABASE_URL("hub.database.url", "DATABASE_URL", "embedded", true, Check.DATABASE),
    AUTH_SECRET("hub.auth.secret", "AUTH_SECRET", "", true, Check.KEY),
    REPOSITORY("hub.repository.path", "BASE_REPO_PATH", "", false, Check.REPOSITORY),
    WORKTREES("hub.worktree.path", "WORKTREE_BASE_PATH", "", false, Check.ANY),
    ANTHROPIC_API_KEY("hub.anthropic.api-key", "ANTHROPIC_API_KEY", "", true, Check.ONE_LINE),
    CLAUDE_CODE_OAUTH_TOKEN("hub.anthropic.oauth-token", "CLAUDE_CODE_OAUTH_TOKEN", "", true, Check.ONE_LINE),
    DATA("hub.data", "HUB_DATA", "data", false, Check.ANY),
    ADMIN_PASSWORD("hub.admin.password", "HUB_ADMIN_PASSWORD", "", true, Check.PASSWORD),
    PORT("hub.http.port", "HUB_PORT", "8080", false, Check.PORT),
    ADDRESS("hub.http.address", "HUB_ADDRESS", "127.0.0.1", false, Check.ADDRESS),
    ALLOWED_ORIGINS("hub.http.allowed-origins", "HUB_ALLOWED_ORIGINS", "", false, Check.ORIGINS),
    TRUSTED_PROXIES("hub.http.trusted-proxies", "HUB_TRUSTED_PROXIES", "", false, Check.NETWORKS),
    PROVIDER_DEFAULT("hub.provider.default", "HUB_PROVIDER_DEFAULT", "local", false, Check.NAME),
    GIT_BACKEND("hub.git.backend", "HUB_GIT_BACKEND", "jgit", false, Check.NAME),
    PLUGINS("hub.plugins.path", "HUB_PLUGINS_PATH", "", false, Check.FOLDER),
    RETENTION("hub.session.retention", "HUB_SESSION_RETENTION", "P7D", false, Check.DURATION),
    TOKEN_LIFETIME("hub.auth.token-lifetime", "HUB_AUTH_TOKEN_LIFETIME", "PT12H", false, Check.DURATION),
    HISTORY("hub.terminal.history", "HUB_TERMINAL_HISTORY", "10000", false, Check.HISTORY);

    private final String key;
    private final String variable;
    private final String fallback;
    private final boolean secret;
    private final Check check;

    Setting(String key, String variable, String fallback, boolean secret, Check check) {
        this.key = key;
        this.variable = variable;
        this.fallback = fallback;
        this.secret = secret;
        this.check = check;
    }

    public String key() {
        return key;
    }

    public String variable() {
        return variable;
    }

    /** The value where nothing else is said; empty where it depends on the data directory or is absent. */
    public String fallback() {
        return fallback;
    }

    static Optional<Setting> ofKey(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key.equals(key))
                .findFirst();
    }

    static Optional<Setting> ofVariable(String variable) {
        return Arrays.stream(values())
                .filter(setting -> setting.variable.equals(variable))
                .findFirst();
    }

    /** What is wrong with a value, as a whole sentence that names where it was said. */
    Optional<String> problem(Entry entry) {
        return problem(entry.origin(), entry.value());
    }

    /**
     * What is wrong with a value, as a whole sentence.
     *
     * @param origin where it was said
     * @param value what was said
     */
    public Optional<String> problem(String origin, String value) {
        return check.problem(value).map(problem -> sentence(origin, problem, value));
    }

    String sentence(String origin, String problem, String value) {
        return origin + " " + problem + (secret ? "" : ", not \"" + value + "\"");
    }
}
