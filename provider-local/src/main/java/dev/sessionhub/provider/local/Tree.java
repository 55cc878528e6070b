package dev.sessionhub.provider.local;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Private directories: made so that only the hub's user can enter them, and deleted without following links. */
final class Tree {

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private Tree() {}

    /** Makes the directory, or checks that the one found is ours alone: others may write to the parent. */
    static void makePrivate(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, PRIVATE);
        } catch (FileAlreadyExistsException _) {
            // Somebody was faster, this hub perhaps; whose it is comes next.
        }
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(directory + " is not a directory; delete it");
        }
        // Followed: the link itself is root's, whoever asks.
        if (!owner(directory, LinkOption.NOFOLLOW_LINKS).equals(owner(Path.of("/proc/self")))) {
            throw new IOException(directory + " belongs to another user; have it deleted");
        }
        if (Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS).stream()
                .anyMatch(permission -> !permission.name().startsWith("OWNER"))) {
            throw new IOException(directory + " can be entered by other users; make it mode 0700");
        }
    }

    private static Object owner(Path path, LinkOption... options) throws IOException {
        return Files.getAttribute(path, "unix:uid", options);
    }

    static void delete(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
