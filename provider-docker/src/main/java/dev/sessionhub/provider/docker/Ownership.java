package dev.sessionhub.provider.docker;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Whom files belong to. A hub that is root hands over what a session is to write; another one is that user itself. */
final class Ownership {

    private Ownership() {}

    /** Gives one file away, if this hub may. */
    static void give(Path file, SessionUser user) throws IOException {
        if (SessionUser.hubUid() == 0) {
            Files.setAttribute(file, "unix:uid", user.uid(), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(file, "unix:gid", user.gid(), LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Gives away everything in a tree that is root's, unless its top is somebody else's already. */
    static void handOver(Path top, SessionUser user) throws IOException {
        if (SessionUser.hubUid() != 0 || !isRoots(top)) {
            return;
        }
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                return hand(file);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                return hand(directory);
            }

            private FileVisitResult hand(Path file) throws IOException {
                if (isRoots(file)) {
                    give(file, user);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static boolean isRoots(Path file) throws IOException {
        return (int) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS) == 0;
    }
}
