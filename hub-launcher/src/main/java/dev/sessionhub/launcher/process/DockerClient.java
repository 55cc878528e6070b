package dev.sessionhub.launcher.process;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Programs that use docker(1), led to the engine of a provider.
 *
 * @param keys the provider's keys: {@code endpoint}, {@code certificates}
 */
public record DockerClient(Map<String, String> keys) {

    /** Copies. */
    public DockerClient {
        keys = Map.copyOf(keys);
    }

    public String endpoint() {
        return keys.getOrDefault("endpoint", DockerSocket.ENDPOINT);
    }

    /** Runs a program to its end, on this terminal; tells its exit code. */
    public int run(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(variables());
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new Failure("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }

    /** Asks the engine something. */
    public Command.Outcome ask(Duration limit, String... arguments) {
        List<String> command = new java.util.ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return Command.run(limit, command, variables());
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>(Map.of("DOCKER_HOST", endpoint()));
        if (keys.containsKey("certificates")) {
            variables.put("DOCKER_TLS_VERIFY", "1");
            variables.put("DOCKER_CERT_PATH", keys.getOrDefault("certificates", ""));
        }
        return variables;
    }
}
