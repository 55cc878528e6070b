package dev.sessionhub.launcher;

import dev.sessionhub.launcher.process.Failure;
import dev.sessionhub.spi.Secret;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A password from the terminal, unseen and typed twice, or the first line of stdin; never an argument. */
final class PasswordInput {

    private PasswordInput() {}

    static Secret read(String user) {
        Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        return terminal.map(console -> typed(console, user)).orElseGet(PasswordInput::piped);
    }

    private static Secret typed(Console console, String user) {
        char[] first = console.readPassword("Password for %s: ", user);
        char[] second = console.readPassword("Once more: ");
        if (first == null || !Arrays.equals(first, second)) {
            throw new Failure("the passwords differ; nothing was changed");
        }
        return Secret.of(new String(first));
    }

    private static Secret piped() {
        try {
            @Nullable
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            if (line == null || line.isEmpty()) {
                throw new Failure("no password: type it, or give it as the first line of stdin");
            }
            return Secret.of(line);
        } catch (IOException e) {
            throw new Failure("cannot read the password from stdin: " + e.getMessage(), e);
        }
    }
}
