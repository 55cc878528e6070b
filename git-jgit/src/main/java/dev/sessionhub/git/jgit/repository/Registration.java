package dev.sessionhub.git.jgit.repository;

import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.Worktree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * A linked worktree as the repository knows it. The {@code .git} file in the worktree itself is never asked: whoever
 * works there can change it.
 *
 * @param administrativeDirectory its directory under {@code worktrees/}
 * @param path where its files are
 */
public record Registration(Path administrativeDirectory, Path path) {

    private static final String SYMBOLIC = "ref: ";
    private static final String BRANCHES = "refs/heads/";

    /** What an administrative directory says; empty if it is none. */
    public static Optional<Registration> read(Path administrativeDirectory) throws IOException {
        Optional<String> pointer = SmallFile.read(administrativeDirectory.resolve("gitdir"));
        return pointer.map(text -> administrativeDirectory
                        .resolve(text.strip())
                        .normalize()
                        .getParent())
                .map(path -> new Registration(administrativeDirectory, path));
    }

    public Path index() {
        return administrativeDirectory.resolve("index");
    }

    /** What its HEAD says: a reference's or a commit's name. */
    public String head() throws IOException {
        return SmallFile.read(administrativeDirectory.resolve("HEAD"))
                .orElse("")
                .strip();
    }

    public Optional<BranchName> branch() throws IOException {
        return Optional.of(head())
                .filter(head -> head.startsWith(SYMBOLIC + BRANCHES))
                .map(head -> head.substring((SYMBOLIC + BRANCHES).length()))
                .filter(BranchName::isValid)
                .map(BranchName::new);
    }

    /** The commit its HEAD is at; empty if that cannot be told. */
    public Optional<CommitId> commit(OpenRepository repository) throws IOException {
        String head = head();
        if (ObjectId.isId(head)) {
            return Optional.of(new CommitId(head));
        }
        Optional<BranchName> branch = branch();
        if (branch.isEmpty()) {
            return Optional.empty();
        }
        return repository.reference(branch.get().reference()).map(id -> new CommitId(id.name()));
    }

    /** Sets its HEAD: to a branch, or to a commit if there is none. */
    public void point(Optional<BranchName> branch, ObjectId commit) throws IOException {
        String text = branch.map(name -> SYMBOLIC + name.reference()).orElse(commit.name());
        if (!text.equals(head())) {
            Path draft = Files.createTempFile(administrativeDirectory, "HEAD", ".new");
            Files.writeString(draft, text + "\n");
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(draft, administrativeDirectory.resolve("HEAD"), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** For the contract. */
    public Worktree describe(OpenRepository repository) throws IOException {
        return new Worktree(
                path,
                administrativeDirectory,
                branch(),
                commit(repository),
                SmallFile.read(administrativeDirectory.resolve("locked")).map(String::strip),
                !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS));
    }
}
