package dev.sessionhub.core.config;

import dev.sessionhub.spi.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;

/** What is made up once and kept in the data directory, readable by its owner only. */
final class GeneratedFiles {

    private final Path data;

    GeneratedFiles(Path data) {
        this.data = data;
    }

    Secret authSecret() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Secret.of(once("auth-secret", HexFormat.of().formatHex(key)));
    }

    String hubId() {
        return once("hub-id", UUID.randomUUID().toString());
    }

    private String once(String name, String proposal) {
        Path file = data.resolve(name);
        try {
            if (!Files.exists(file)) {
                publish(file, proposal);
            }
            return Files.readString(file).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read or write " + file, failure);
        }
    }

    private void publish(Path file, String text) throws IOException {
        Files.createDirectories(data);
        Path draft = Files.createTempFile(
                data,
                file.getFileName().toString(),
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(draft, text + "\n");
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException _) {
            // Another hub of the same data directory was faster; its text counts.
        } finally {
            Files.delete(draft);
        }
    }
}
