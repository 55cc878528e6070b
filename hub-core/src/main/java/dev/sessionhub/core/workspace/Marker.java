package dev.sessionhub.core.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/**
 * Says whose a directory is, in a file beside it: out of sight of Git, and of the session's programs where they are
 * isolated.
 *
 * @param sessionId the session
 * @param made whether the directory is complete; otherwise it was being made
 */
record Marker(UUID sessionId, boolean made) {

    private static final String SUFFIX = ".session";
    private static final String MADE = " made";
    private static final String MAKING = " making";

    static Path file(Path directory) {
        return directory.resolveSibling(directory.getFileName() + SUFFIX);
    }

    static Optional<Marker> read(Path directory) throws IOException {
        Path file = file(directory);
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            String text = Files.readString(file).strip();
            boolean made = text.endsWith(MADE);
            String id = text.substring(0, Math.max(0, text.indexOf(' ')));
            return Optional.of(new Marker(UUID.fromString(id), made));
        } catch (NoSuchFileException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    void write(Path directory) throws IOException {
        Path file = file(directory);
        Path draft = file.resolveSibling("." + file.getFileName() + ".new");
        Files.writeString(draft, sessionId + (made ? MADE : MAKING) + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static void delete(Path directory) throws IOException {
        Files.deleteIfExists(file(directory));
    }
}
