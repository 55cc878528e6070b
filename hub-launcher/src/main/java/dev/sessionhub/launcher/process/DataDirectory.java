package dev.sessionhub.launcher.process;

import dev.sessionhub.spi.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What is where in the data directory.
 *
 * @param path the directory
 */
public record DataDirectory(Path path) {

    public Path postgres() {
        return path.resolve("postgres");
    }

    public Path backups() {
        return path.resolve("backups");
    }

    public Path logs() {
        return path.resolve("logs");
    }

    public Path log() {
        return logs().resolve("hub.log");
    }

    public Path instance() {
        return path.resolve("run").resolve("payara");
    }

    public Path logSettings() {
        return path.resolve("run").resolve("logging.properties");
    }

    public Path sample() {
        return path.resolve("sample");
    }

    /** The key for tokens: made once, so that logins survive a restart. */
    public Secret authSecret() {
        return Secret.of(made("auth-secret", () -> Passwords.random(48)));
    }

    /** Tells what this hub made from what another hub made; made once. */
    public String hubId() {
        return made("hub-id", () -> UUID.randomUUID().toString());
    }

    private String made(String name, Supplier<String> first) {
        Path file = path.resolve(name);
        try {
            if (!Files.exists(file)) {
                Folders.writeSecret(file, first.get());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new Failure("cannot read " + file + ": " + Folders.reason(e), e);
        }
    }
}
