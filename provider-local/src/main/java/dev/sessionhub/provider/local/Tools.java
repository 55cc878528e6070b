package dev.sessionhub.provider.local;

import dev.sessionhub.spi.ProviderHealth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks that this machine has the programs that every session needs. */
final class Tools {

    private static final Pattern TMUX = Pattern.compile("tmux (?:next-|openbsd-)?(\\d+)\\.(\\d+).*", Pattern.DOTALL);

    private final Variables variables;

    Tools(Variables variables) {
        this.variables = variables;
    }

    ProviderHealth check() {
        List<String> problems = new ArrayList<>();
        for (String program : List.of("git", "setsid", "sh")) {
            if (variables.find(program).isEmpty()) {
                problems.add(
                        program + " is missing; install " + (program.equals("git") ? "git" : "util-linux and dash"));
            }
        }
        String tmux = tmuxVersion();
        tmuxProblem(tmux).ifPresent(problems::add);
        if (!problems.isEmpty()) {
            return ProviderHealth.down(String.join("; ", problems));
        }
        if (!Launcher.knowsEveryCharacter()) {
            return new ProviderHealth(
                    ProviderHealth.Status.DEGRADED,
                    "the hub's locale is not UTF-8: arguments outside it are refused; start the hub with LC_ALL=C.UTF-8");
        }
        return ProviderHealth.up(tmux + " and git are installed; sessions are not isolated from this machine");
    }

    static Optional<String> tmuxProblem(String version) {
        if (version.isEmpty()) {
            return Optional.of("tmux is missing or does not answer; install tmux 3.2 or later");
        }
        Matcher matcher = TMUX.matcher(version);
        boolean recent = matcher.matches()
                && Integer.parseInt(matcher.group(1)) * 100 + Integer.parseInt(matcher.group(2)) >= 302;
        return recent ? Optional.empty() : Optional.of("\"" + version + "\" is too old; install tmux 3.2 or later");
    }

    private String tmuxVersion() {
        Optional<Path> tmux = variables.find("tmux");
        if (tmux.isEmpty()) {
            return "";
        }
        ProcessBuilder builder =
                new ProcessBuilder(tmux.get().toString(), "-V").redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(variables.inherited());
        try {
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                if (!process.waitFor(3, TimeUnit.SECONDS)) {
                    return "";
                }
                byte[] text = process.getInputStream().readNBytes(200);
                return new String(text, StandardCharsets.UTF_8).strip();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException _) {
            return "";
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
