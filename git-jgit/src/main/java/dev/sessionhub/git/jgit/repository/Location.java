package dev.sessionhub.git.jgit.repository;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a repository lies.
 *
 * @param asked the path it was asked for
 * @param directory its common Git directory, without links
 * @param workTree where its main work tree is supposed to be; empty if asked for a Git directory
 */
public record Location(Path asked, Path directory, Optional<Path> workTree) {

    private static final String POINTER = "gitdir: ";

    /** Finds the Git directory of exactly this path; parents are not searched, as sessions are made from a root. */
    static Location of(Path path) throws IOException {
        Path asked = path.toAbsolutePath().normalize();
        if (!Files.exists(asked)) {
            throw new ProviderException(Code.NOT_FOUND, "the path " + asked + " does not exist");
        }
        Owner.require(asked);
        Path inside = asked.resolve(".git");
        if (Files.exists(inside, LinkOption.NOFOLLOW_LINKS)) {
            Owner.require(inside);
            Path directory = Files.isRegularFile(inside) ? pointedTo(inside) : inside;
            return checked(new Location(asked, common(directory), Optional.of(asked)));
        }
        if (!looksLikeGit(asked)) {
            throw new ProviderException(
                    Code.INVALID_REQUEST, asked + " is not a Git repository; give its root, or run: git init " + asked);
        }
        Optional<Path> workTree = Optional.ofNullable(asked.endsWith(".git") ? asked.getParent() : null);
        return checked(new Location(asked, common(asked), workTree));
    }

    private static Location checked(Location location) {
        Path directory = location.directory;
        if (!looksLikeGit(directory)) {
            throw new ProviderException(
                    Code.INVALID_REQUEST, location.asked + " is not a Git repository: " + directory + " is none");
        }
        Owner.require(directory);
        return location;
    }

    private static boolean looksLikeGit(Path directory) {
        boolean linked = Files.isRegularFile(directory.resolve("commondir"));
        return Files.exists(directory.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)
                && (linked
                        || (Files.isDirectory(directory.resolve("objects"))
                                && Files.isDirectory(directory.resolve("refs"))));
    }

    private static Path pointedTo(Path file) throws IOException {
        String text = SmallFile.read(file).orElse("");
        if (!text.startsWith(POINTER)) {
            throw new ProviderException(Code.INVALID_REQUEST, file + " does not point to a Git directory");
        }
        return file.resolveSibling(text.substring(POINTER.length()).strip());
    }

    private static Path common(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new ProviderException(Code.INVALID_REQUEST, "the Git directory " + directory + " does not exist");
        }
        Optional<String> pointer = SmallFile.read(directory.resolve("commondir"));
        return pointer.map(text -> directory.resolve(text.strip()))
                .orElse(directory)
                .toRealPath();
    }
}
