package dev.sessionhub.provider.proxmox;

import dev.sessionhub.spi.Secret;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** What the hub's machine keeps of a guest, readable by the hub's user only. */
final class SessionFiles {

    private static final FileAttribute<?> PRIVATE_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** Without one, programs take text for bytes, and tmux shows none of it as it is. */
    private static final String LOCALE = "export LANG=\"${LANG:-C.UTF-8}\"\n";

    private final Path environments;
    private final Path unfinished;

    SessionFiles(Path stateDirectory) {
        this.environments = stateDirectory.resolve("environments");
        this.unfinished = stateDirectory.resolve("unfinished");
    }

    /** Makes them afresh, with the program's surroundings as shell text. */
    void make(UUID session, Map<String, String> environment, Map<String, Secret> secrets, OptionalLong processes)
            throws IOException {
        remove(session);
        Files.createDirectories(environments, PRIVATE_DIRECTORY);
        Files.createDirectory(directory(session), PRIVATE_DIRECTORY);
        Map<String, String> all = new LinkedHashMap<>(new TreeMap<>(environment));
        secrets.forEach((name, secret) -> all.put(name, secret.reveal()));
        String limit =
                processes.isPresent() ? "prlimit --nproc=" + processes.getAsLong() + " --pid $$ || exit 126\n" : "";
        write(session, "environment", limit + LOCALE + Shell.exports(all));
    }

    /** Whether a guest was wished for, here or before the hub was killed. */
    boolean isBegun(UUID session) {
        return Files.exists(directory(session).resolve("environment"));
    }

    /** Every session for which a guest was wished. */
    List<UUID> begun() throws IOException {
        if (!Files.isDirectory(environments)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(environments)) {
            return folders.map(folder -> UUID.fromString(folder.getFileName().toString()))
                    .filter(this::isBegun)
                    .toList();
        }
    }

    Optional<String> environment(UUID session) throws IOException {
        return read(session, "environment");
    }

    void started(UUID session, Instant time) throws IOException {
        write(session, "started", time.toString());
    }

    Optional<Instant> started(UUID session) throws IOException {
        try {
            return read(session, "started").map(Instant::parse);
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    void hostKey(UUID session, String key) throws IOException {
        write(session, "host-key", key);
    }

    Optional<String> hostKey(UUID session) throws IOException {
        return read(session, "host-key");
    }

    Path hostKeyFile(UUID session) {
        return directory(session).resolve("host-key");
    }

    Path writeKnownHosts(UUID session, String line) throws IOException {
        write(session, "known_hosts", line);
        return directory(session).resolve("known_hosts");
    }

    /** Where files wait that have not come whole. */
    Path unfinished(UUID session) throws IOException {
        Files.createDirectories(unfinished, PRIVATE_DIRECTORY);
        return unfinished.resolve(session.toString());
    }

    void remove(UUID session) throws IOException {
        remove(unfinished.resolve(session.toString()));
        remove(directory(session));
    }

    private static void remove(Path directory) throws IOException {
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.deleteIfExists(directory);
        }
    }

    private Optional<String> read(UUID session, String name) throws IOException {
        Path file = directory(session).resolve(name);
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    private void write(UUID session, String name, String text) throws IOException {
        Files.createDirectories(directory(session), PRIVATE_DIRECTORY);
        Path draft = directory(session).resolve(name + "." + UUID.randomUUID());
        Files.createFile(draft, PRIVATE_FILE);
        Files.writeString(draft, text);
        Files.move(draft, directory(session).resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path directory(UUID session) {
        return environments.resolve(session.toString());
    }
}
