package dev.sessionhub.provider.docker;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;

/**
 * Deletes a directory that a session wrote into: follows no link, opens what the session closed to itself, and moves
 * directories to the top before it enters them, so that no depth is too deep.
 */
final class Tree {

    private Tree() {}

    static void delete(Path top) throws IOException {
        if (!isDirectory(top)) {
            Files.deleteIfExists(top);
            return;
        }
        String prefix = ".gone-" + UUID.randomUUID() + "-";
        Deque<Path> waiting = new ArrayDeque<>();
        int moved = 0;
        for (Path directory = top; directory != null; directory = waiting.poll()) {
            open(directory);
            try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
                for (Path child : children) {
                    if (!isDirectory(child)) {
                        Files.deleteIfExists(child);
                    } else if (directory.equals(top)) {
                        waiting.add(child);
                    } else {
                        open(child);
                        waiting.add(Files.move(child, top.resolve(prefix + moved++)));
                    }
                }
            }
            if (!directory.equals(top)) {
                Files.deleteIfExists(directory);
            }
        }
        Files.deleteIfExists(top);
    }

    private static boolean isDirectory(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static void open(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
}
