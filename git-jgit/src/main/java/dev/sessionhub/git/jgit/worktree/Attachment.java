package dev.sessionhub.git.jgit.worktree;

import dev.sessionhub.git.jgit.repository.Branches;
import dev.sessionhub.git.jgit.repository.OpenRepository;
import dev.sessionhub.git.jgit.repository.Registration;
import dev.sessionhub.git.jgit.repository.SmallFile;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.Worktree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/** Makes a worktree of a directory that has its files already. */
public final class Attachment {

    private final OpenRepository repository;
    private final Registry registry;

    public Attachment(OpenRepository repository) {
        this.repository = repository;
        this.registry = new Registry(repository);
    }

    public Worktree attach(Path asked, BranchName branch) throws IOException, InterruptedException {
        if (!Files.isDirectory(asked, LinkOption.NOFOLLOW_LINKS)) {
            throw new ProviderException(Code.NOT_FOUND, "the directory " + asked + " does not exist");
        }
        Path path = asked.toRealPath();
        ObjectId commit = new Branches(repository)
                .at(branch)
                .orElseThrow(() -> new ProviderException(Code.NOT_FOUND, "branch " + branch + " does not exist"));
        ObjectId tree = repository.tree(new CommitId(commit.name()));
        Optional<Path> elsewhere = registry.checkedOut(branch).filter(other -> !other.equals(path));
        if (elsewhere.isPresent()) {
            throw new ProviderException(
                    Code.CONFLICT, "branch " + branch + " is checked out at " + elsewhere.get() + " already");
        }
        Optional<Registration> known = registry.find(path);
        return known.isPresent() ? again(known.get(), branch, tree) : register(path, branch, commit, tree);
    }

    private Worktree again(Registration known, BranchName branch, ObjectId tree)
            throws IOException, InterruptedException {
        if (known.branch().filter(branch::equals).isEmpty()) {
            throw new ProviderException(
                    Code.CONFLICT, known.path() + " is a worktree already, with " + known.head() + " checked out");
        }
        FreshIndex.write(repository, known, tree);
        return known.describe(repository);
    }

    private Worktree register(Path path, BranchName branch, ObjectId commit, ObjectId tree)
            throws IOException, InterruptedException {
        Path pointer = path.resolve(".git");
        Optional<String> before = replaceable(pointer);
        Registration registration = registry.create(path, branch, commit.name());
        try {
            FreshIndex.write(repository, registration, tree);
            Files.deleteIfExists(pointer);
            SmallFile.create(pointer, "gitdir: " + registration.administrativeDirectory() + "\n");
            return registration.describe(repository);
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            Deletion.quietly(registration.administrativeDirectory());
            if (before.isPresent() && !Files.exists(pointer, LinkOption.NOFOLLOW_LINKS)) {
                SmallFile.create(pointer, before.get());
            }
            throw e;
        }
    }

    /** What a pointer says that may be replaced, for it leads nowhere but to this repository. */
    private Optional<String> replaceable(Path pointer) throws IOException {
        if (!Files.exists(pointer, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        Optional<String> text = SmallFile.read(pointer);
        boolean ours = text.filter(
                        t -> t.startsWith("gitdir: " + repository.directory().resolve("worktrees") + "/"))
                .isPresent();
        if (!ours) {
            throw new ProviderException(
                    Code.CONFLICT, pointer + " belongs to another repository; remove it to use the directory here");
        }
        return text;
    }
}
