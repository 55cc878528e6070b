package dev.sessionhub.core.workspace;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Whom files belong to, where the hub is root and a session's user is not. */
public final class Owner {

    private Owner() {}

    /**
     * Gives what the hub wrote in a directory of a session to the user who has the directory. Follows no link. Not to be
     * called while the session runs.
     *
     * @param directory belongs to the session's user
     * @throws IOException if the hub may not
     */
    public static void shareContent(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                same(file, directory);
            }
        }
    }

    /** Gives a file to the user who has another. */
    static void same(Path file, Path other) throws IOException {
        for (String attribute : new String[] {"unix:gid", "unix:uid"}) {
            Object wanted = Files.getAttribute(other, attribute, LinkOption.NOFOLLOW_LINKS);
            if (!wanted.equals(Files.getAttribute(file, attribute, LinkOption.NOFOLLOW_LINKS))) {
                Files.setAttribute(file, attribute, wanted, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }
}
