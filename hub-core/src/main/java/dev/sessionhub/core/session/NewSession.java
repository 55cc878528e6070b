package dev.sessionhub.core.session;

import dev.sessionhub.core.agent.AgentKind;
import dev.sessionhub.core.config.AgentSettings;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.core.failure.Violation;
import dev.sessionhub.spi.container.NetworkPolicy;
import dev.sessionhub.spi.container.ResourceLimits;
import dev.sessionhub.spi.git.BranchName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a user asks for. Everything may be left out.
 *
 * @param name for people; made up if absent
 * @param project name or id of a project; the first one if absent
 * @param provider name of an instance; the default one if absent
 * @param base revision to start from; the repository's default branch if absent
 * @param branch a new branch; {@code hub/NAME} if absent
 * @param agent the kind of agent; if absent, Claude Code where it is installed, else a shell
 * @param command a program and its arguments; see {@link #shellCommand} for a line of shell
 * @param prompt the first task for the agent, delivered once
 * @param environment variables for the agent
 * @param limits bounds
 * @param network what it can reach; public addresses if absent, where the provider can see to that
 * @param start whether to start it at once
 */
public record NewSession(
        Optional<String> name,
        Optional<String> project,
        Optional<String> provider,
        Optional<String> base,
        Optional<String> branch,
        Optional<AgentKind> agent,
        List<String> command,
        Optional<String> prompt,
        Map<String, String> environment,
        ResourceLimits limits,
        Optional<NetworkPolicy> network,
        boolean start) {

    /** One argument of a program has at most 128 KiB. */
    private static final int MOST_PROMPT = 120_000;

    /** What is given to a session is kept with it in clear. */
    private static final Set<String> CREDENTIALS =
            Set.of(AgentSettings.API_KEY, AgentSettings.OAUTH_TOKEN, "ANTHROPIC_AUTH_TOKEN");

    /** Beside a branch of one of these names the hub could make no branches for other sessions. */
    private static final Set<String> RESERVED = Set.of("hub", "hub-trash");

    /** A branch there is the hub's own, or could be taken for one of another session or of a remote. */
    private static final List<String> RESERVED_PLACES = List.of("hub-trash/", "refs/", "origin/");

    private static final int MOST_COMMAND = 32_000;
    private static final int MOST_ENVIRONMENT = 32_000;
    private static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_]{0,127}";

    /** Nothing asked for. */
    public static final NewSession DEFAULT = new NewSession(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Map.of(),
            ResourceLimits.DEFAULTS,
            Optional.empty(),
            true);

    /**
     * Checks, naming every bad field at once, and copies.
     *
     * @throws HubException {@code VALIDATION_FAILED}
     */
    public NewSession {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (agent.isEmpty() && !command.isEmpty()) {
            agent = Optional.of(AgentKind.COMMAND);
        }
        List<Violation> violations = new ArrayList<>();
        checkNames(name, base, branch, violations);
        checkAgent(agent, command, prompt, violations);
        checkEnvironment(environment, violations);
        if (!violations.isEmpty()) {
            throw HubException.invalid(violations);
        }
    }

    /**
     * The command that has a shell read a line.
     *
     * @param line shell text
     * @return program and arguments
     */
    public static List<String> shellCommand(String line) {
        return List.of("sh", "-c", line);
    }

    private static void checkNames(
            Optional<String> name, Optional<String> base, Optional<String> branch, List<Violation> violations) {
        if (name.isPresent() && !SessionName.isValid(name.get())) {
            violations.add(new Violation("name", SessionName.RULE));
        }
        if (base.isPresent() && !base.get().matches("[!-~]{1,250}")) {
            violations.add(new Violation("base", "must name a branch, a tag or a commit"));
        }
        if (branch.isPresent() && !BranchName.isValid(branch.get())) {
            violations.add(new Violation("branch", "must be a valid branch name, such as hub/fix-login"));
        } else if (branch.filter(NewSession::isReserved).isPresent()) {
            violations.add(
                    new Violation(
                            "branch",
                            "must not be hub or hub-trash, nor begin with hub-trash/, refs/ or origin/; choose another, such as hub/fix-login"));
        }
    }

    private static boolean isReserved(String branch) {
        return RESERVED.contains(branch) || RESERVED_PLACES.stream().anyMatch(branch::startsWith);
    }

    private static void checkAgent(
            Optional<AgentKind> agent, List<String> command, Optional<String> prompt, List<Violation> violations) {
        boolean custom = agent.filter(kind -> kind == AgentKind.COMMAND).isPresent();
        if (custom && (command.isEmpty() || command.getFirst().isBlank())) {
            violations.add(new Violation("command", "must name a program when the agent is \"command\""));
        }
        if (!custom && !command.isEmpty()) {
            violations.add(new Violation("command", "is only allowed with the agent \"command\""));
        }
        if (length(command) > MOST_COMMAND || command.stream().anyMatch(NewSession::hasNul)) {
            violations.add(new Violation(
                    "command", "must have at most %d characters, none of them NUL".formatted(MOST_COMMAND)));
        }
        if (prompt.filter(text -> text.length() > MOST_PROMPT || bytes(text) > MOST_PROMPT || hasNul(text))
                .isPresent()) {
            violations.add(new Violation(
                    "prompt", "must have at most %d bytes of UTF-8, none of them NUL".formatted(MOST_PROMPT)));
        }
    }

    private static void checkEnvironment(Map<String, String> environment, List<Violation> violations) {
        environment.forEach((variable, value) -> {
            if (!variable.matches(VARIABLE) || variable.startsWith("SESSION_HUB_")) {
                violations.add(new Violation(
                        "environment." + variable,
                        "must be letters, digits and underscores, and not begin with SESSION_HUB_"));
            } else if (CREDENTIALS.contains(variable)) {
                violations.add(
                        new Violation(
                                "environment." + variable,
                                "credentials are not stored with a session: log in inside it, or ask an administrator to set one for all sessions"));
            } else if (hasNul(value)) {
                violations.add(new Violation("environment." + variable, "must not hold a NUL character"));
            }
        });
        if (length(environment.values()) > MOST_ENVIRONMENT) {
            violations.add(new Violation("environment", "must have at most %d characters".formatted(MOST_ENVIRONMENT)));
        }
    }

    private static int length(Iterable<String> texts) {
        int length = 0;
        for (String text : texts) {
            length += text.length();
        }
        return length;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean hasNul(String text) {
        return text.indexOf('\0') >= 0;
    }
}
