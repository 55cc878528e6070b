package dev.sessionhub.provider.local;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Function;

/**
 * The environments of one hub, as directories: {@code HUB/SESSION/description} is written once, {@code progress} is
 * replaced whole. The names of the two directories are the labels. Every answer is read from the disk.
 */
final class EnvironmentStore {

    private static final String DESCRIPTION = "description";
    private static final String PROGRESS = "progress";

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path directory;

    EnvironmentStore(Path stateDirectory, String hubId) {
        this.directory = stateDirectory.resolve(hubId);
    }

    /** Adds an environment, whole or not at all: it is made beside and renamed into place. */
    void add(Description description) throws IOException {
        Files.createDirectories(directory.getParent());
        Tree.makePrivate(directory);
        clearLeftovers();
        Path fresh = Files.createTempDirectory(directory, ".new-");
        try {
            write(fresh.resolve(DESCRIPTION), description.toProperties());
            write(fresh.resolve(PROGRESS), Progress.CREATED.toProperties());
            Files.move(fresh, path(description.sessionId()), StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException failure) {
            if (exists(description.sessionId())) {
                throw new FileAlreadyExistsException(description.sessionId().toString());
            }
            throw failure;
        } finally {
            Tree.delete(fresh);
        }
    }

    boolean exists(UUID session) {
        return Files.exists(path(session), LinkOption.NOFOLLOW_LINKS);
    }

    Description description(UUID session) throws IOException {
        return read(session, DESCRIPTION, Description::from);
    }

    Progress progress(UUID session) throws IOException {
        return read(session, PROGRESS, Progress::from);
    }

    void progress(UUID session, Progress progress) throws IOException {
        Path fresh = Files.createTempFile(path(session), PROGRESS, ".new");
        try {
            write(fresh, progress.toProperties());
            Files.move(fresh, path(session).resolve(PROGRESS), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Removes an environment: once renamed it does not exist, however much of it is left to delete. */
    void remove(UUID session) throws IOException {
        Path old = directory.resolve(".old-" + session);
        try {
            Tree.delete(old);
            Files.move(path(session), old, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException _) {
            return;
        }
        Tree.delete(old);
    }

    /** Deletes what a hub that was killed in the middle of an addition or a removal left beside the environments. */
    private void clearLeftovers() throws IOException {
        Instant recent = Instant.now().minus(Duration.ofHours(1));
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, ".{new,old}-*")) {
            for (Path entry : entries) {
                if (Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(recent)) {
                    Tree.delete(entry);
                }
            }
        } catch (NoSuchFileException _) {
            return;
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
    }

    List<UUID> sessions() throws IOException {
        List<UUID> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(entry -> session(entry.getFileName().toString()).ifPresent(found::add));
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
        return found;
    }

    static Optional<UUID> session(String name) {
        try {
            return Optional.of(UUID.fromString(name)).filter(id -> id.toString().equals(name));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Path path(UUID session) {
        return directory.resolve(session.toString());
    }

    private <T> T read(UUID session, String name, Function<Properties, T> parse) throws IOException {
        Path file = path(session).resolve(name);
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(Files.readString(file)));
            return parse.apply(properties);
        } catch (NoSuchFileException missing) {
            if (!exists(session)) {
                throw missing;
            }
            throw new DamagedException(file, missing);
        } catch (CharacterCodingException | IllegalArgumentException | DateTimeException damaged) {
            throw new DamagedException(file, damaged);
        }
    }

    private static void write(Path file, Properties properties) throws IOException {
        StringWriter text = new StringWriter();
        properties.store(text, null);
        if (!Files.exists(file)) {
            Files.createFile(file, OWNER_ONLY);
        }
        Files.writeString(file, text.toString());
    }
}
