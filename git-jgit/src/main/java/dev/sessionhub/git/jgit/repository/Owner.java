package dev.sessionhub.git.jgit.repository;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Git's rule of safe directories: a repository of another user is not touched, for its content is that user's will. */
final class Owner {

    private static final Path MYSELF = Path.of("/proc/self");

    private Owner() {}

    static void require(Path path) {
        try {
            if (!of(path).equals(of(MYSELF))) {
                String owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName();
                throw new ProviderException(
                        Code.UNAUTHORIZED,
                        path + " belongs to " + owner + ", not to the hub's user; change its owner (chown -R) or give"
                                + " the hub a clone of its own");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object of(Path path) throws IOException {
        return path.equals(MYSELF)
                ? Files.getAttribute(path, "unix:uid")
                : Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }
}
