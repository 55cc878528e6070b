package dev.sessionhub.messages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The real Claude Code on this machine, for tests. */
public final class ClaudeCode {

    /** How to get it, and what to say where a test is left out. */
    public static final String HINT = "Claude Code is not here: run messages-api-mock/claude-code.sh once";

    private static final String PIN = "ARG CLAUDE_CODE_VERSION=";

    private ClaudeCode() {}

    /**
     * Finds it: {@code HUB_CLAUDE_CODE}, or what {@code claude-code.sh} has put into the user's cache.
     *
     * @param root of the checkout
     * @return the program
     * @throws IllegalStateException if it is missing in continuous integration
     */
    public static Optional<Path> find(Path root) {
        Optional<Path> found = Optional.ofNullable(System.getenv("HUB_CLAUDE_CODE"))
                .map(Path::of)
                .or(() -> Optional.of(cache().resolve("session-hub/claude-code-" + version(root) + "/claude")))
                .filter(Files::isExecutable);
        if (found.isEmpty() && System.getenv("CI") != null) {
            throw new IllegalStateException(HINT);
        }
        return found;
    }

    private static Path cache() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(text -> !text.isEmpty())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
    }

    private static String version(Path root) {
        try (var lines = Files.lines(root.resolve("docker/claude-instance/Dockerfile"))) {
            return lines.filter(line -> line.startsWith(PIN))
                    .map(line -> line.substring(PIN.length()).strip())
                    .findFirst()
                    .orElse("none");
        } catch (IOException failure) {
            throw new IllegalStateException("no version of Claude Code is pinned in " + root, failure);
        }
    }
}
