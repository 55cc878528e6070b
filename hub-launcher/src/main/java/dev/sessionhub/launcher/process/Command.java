package dev.sessionhub.launcher.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end. */
public final class Command {

    /**
     * How a program ended.
     *
     * @param exitCode its exit code; -1 if it could not be started or did not end in time
     * @param output what it wrote, both streams
     */
    public record Outcome(int exitCode, String output) {

        public boolean succeeded() {
            return exitCode == 0;
        }

        /** The last lines, for a message. */
        public String tail() {
            List<String> lines = output.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
        }
    }

    private Command() {}

    public static Outcome run(Duration limit, String... words) {
        return run(limit, List.of(words), Map.of());
    }

    /** Output goes through a file, so that a daemon left behind by the program cannot keep a pipe open. */
    public static Outcome run(Duration limit, List<String> words, Map<String, String> environment) {
        try {
            Path output = Files.createTempFile("hub-command", ".out");
            try {
                return run(limit, words, environment, output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            return new Outcome(-1, String.valueOf(e.getMessage()));
        }
    }

    private static Outcome run(Duration limit, List<String> words, Map<String, String> environment, Path output)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        int exitCode = await(process, limit);
        return new Outcome(exitCode, new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
    }

    private static int await(Process process, Duration limit) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return -1;
    }
}
