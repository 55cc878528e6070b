package dev.sessionhub.launcher.backup;

import dev.sessionhub.launcher.process.Command;
import dev.sessionhub.launcher.process.Failure;
import dev.sessionhub.launcher.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The copies in a data directory. The caller holds its lock, and the database does not run. */
public final class Backups {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private static final Duration LIMIT = Duration.ofHours(1);
    private static final int KEPT = 5;

    private final Path folder;
    private final Path database;

    public Backups(Path folder, Path database) {
        this.folder = folder;
        this.database = database;
    }

    /** {@return every copy's name, the newest first} */
    public List<String> names() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> copies = Files.list(folder)) {
            return copies.map(copy -> String.valueOf(copy.getFileName()))
                    .filter(name -> !name.startsWith("."))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new Failure("cannot list " + folder + ": " + Folders.reason(e), e);
        }
    }

    /** Copies the database and forgets the oldest copies; answers where it is. */
    public Path take(String occasion) {
        Path copy = fresh(occasion);
        copy(database, copy);
        names().stream().skip(KEPT).map(folder::resolve).forEach(Folders::delete);
        return copy;
    }

    /** Puts a copy in the place of the database, which becomes a copy itself; answers where that is. */
    public Optional<Path> restore(String name) {
        if (!names().contains(name)) {
            throw new Failure("there is no backup \"" + name + "\"; there are " + names());
        }
        Path draft = database.resolveSibling(database.getFileName() + ".restored");
        Folders.delete(draft);
        copy(folder.resolve(name), draft);
        try {
            Optional<Path> replaced = Files.isDirectory(database) ? Optional.of(fresh("replaced")) : Optional.empty();
            if (replaced.isPresent()) {
                Files.move(database, replaced.get(), StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(draft, database, StandardCopyOption.ATOMIC_MOVE);
            return replaced;
        } catch (IOException e) {
            throw new Failure("cannot put " + draft + " in the place of " + database + ": " + Folders.reason(e), e);
        }
    }

    private Path fresh(String occasion) {
        return Folders.secret(folder).resolve(STAMP.format(Instant.now()) + "-" + occasion);
    }

    /** Whole or not at all: a name without a dot is complete. */
    private static void copy(Path from, Path to) {
        Path draft = to.resolveSibling("." + to.getFileName());
        List<String> command = List.of("cp", "-a", "--reflink=auto", from.toString(), draft.toString());
        Command.Outcome outcome = Command.run(LIMIT, command, Map.of());
        try {
            if (!outcome.succeeded()) {
                Folders.delete(draft);
                throw new Failure("cannot copy the database " + from + " to " + to + ": " + outcome.tail());
            }
            Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Failure("cannot copy the database " + from + " to " + to + ": " + Folders.reason(e), e);
        }
    }
}
