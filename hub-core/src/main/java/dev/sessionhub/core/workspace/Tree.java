package dev.sessionhub.core.workspace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A directory with all that is in it. Follows no link. */
final class Tree {

    /** No path that the system takes may be longer than 4,095 bytes, and no name longer than 255. */
    private static final int DEEP = 1_000;

    private Tree() {}

    /** Removes it, however deep. */
    static void delete(Path root) throws IOException {
        while (Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            Files.walkFileTree(root, new Removal(root));
        }
    }

    /** Bytes of its files; what comes or goes meanwhile may count or not. */
    static long size(Path root) {
        Sum sum = new Sum();
        try {
            Files.walkFileTree(root, sum);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return sum.bytes;
    }

    private static final class Sum extends SimpleFileVisitor<Path> {

        private long bytes;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes += attributes.size();
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException gone) {
            return FileVisitResult.CONTINUE;
        }
    }

    /** Brings up to the top what lies too deep; another one removes that. */
    private static final class Removal extends SimpleFileVisitor<Path> {

        private final Path root;
        private boolean left;

        Removal(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            if (!Files.isWritable(directory)) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
            if (directory.toString().length() > root.toString().length() + DEEP) {
                Files.move(directory, root.resolve(UUID.randomUUID().toString()));
                left = true;
                return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            if (!left || !directory.equals(root)) {
                Files.delete(directory);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
