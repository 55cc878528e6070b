package dev.sessionhub.launcher.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the launcher does with folders. */
public final class Folders {

    private Folders() {}

    /** Makes a folder that only its owner may enter; one that is there keeps its permissions. */
    public static Path secret(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            return folder;
        } catch (IOException e) {
            throw new Failure("cannot make the folder " + folder + ": " + reason(e), e);
        }
    }

    /** Writes a file that only its owner may read. */
    public static void writeSecret(Path file, String text) {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, text);
            Files.move(draft, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Failure("cannot write " + file + ": " + reason(e), e);
        }
    }

    public static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        } catch (IOException e) {
            throw new Failure("cannot copy " + from + " to " + to + ": " + reason(e), e);
        }
    }

    /** Deletes a folder and all in it, without following links; what is not there is fine. */
    public static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new Failure("cannot delete " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Why a file operation failed, in words; the JDK's own message is often only the path. */
    public static String reason(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return "permission denied for " + denied.getFile();
        }
        if (e instanceof FileSystemException failed) {
            return Optional.ofNullable(failed.getReason())
                            .orElseGet(() -> e.getClass().getSimpleName()) + " (" + failed.getFile() + ")";
        }
        return String.valueOf(e.getMessage());
    }
}
