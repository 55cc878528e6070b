package dev.sessionhub.launcher.config;

import java.util.List;

/** Everything that is wrong with the configuration, found in one go. */
public final class ConfigurationException extends RuntimeException {

    private final transient List<String> problems;

    public ConfigurationException(List<String> problems) {
        super("the configuration has problems: " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
