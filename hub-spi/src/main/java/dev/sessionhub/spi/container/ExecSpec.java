package dev.sessionhub.spi.container;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A program to start in an environment.
 *
 * @param command the program and its arguments, passed on as they are; no shell reads them
 * @param environment variables in addition to the environment's own; they win
 * @param workingDirectory absolute path inside; empty means the workspace
 * @since 1.0
 */
public record ExecSpec(List<String> command, Map<String, String> environment, Optional<String> workingDirectory) {

    /** Checks and copies. */
    public ExecSpec {
        command = List.copyOf(command);
        if (command.isEmpty() || command.getFirst().isBlank()) {
            throw new IllegalArgumentException("command must name a program: " + command);
        }
        command.forEach(VariableName::checkValue);
        environment = Map.copyOf(environment);
        environment.keySet().forEach(VariableName::check);
        environment.values().forEach(VariableName::checkValue);
        Objects.requireNonNull(workingDirectory, "workingDirectory");
    }

    /**
     * A program in the workspace without variables of its own.
     *
     * @param command the program and its arguments
     * @return the spec
     */
    public static ExecSpec of(String... command) {
        return new ExecSpec(List.of(command), Map.of(), Optional.empty());
    }
}
