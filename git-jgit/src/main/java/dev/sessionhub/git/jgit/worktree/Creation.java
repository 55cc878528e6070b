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
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/** Makes a worktree with a branch of its own: all of it or nothing. */
public final class Creation {

    private final OpenRepository repository;
    private final Registry registry;
    private final Branches branches;

    public Creation(OpenRepository repository) {
        this.repository = repository;
        this.registry = new Registry(repository);
        this.branches = new Branches(repository);
    }

    public Worktree create(Path asked, BranchName branch, CommitId start) throws IOException, InterruptedException {
        RevCommit commit = repository.commit(start);
        if (branches.at(branch).isPresent()) {
            throw new ProviderException(Code.ALREADY_EXISTS, "branch " + branch + " exists already");
        }
        Path path = makeDirectory(asked);
        try {
            return register(path, branch, commit);
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            Deletion.quietly(path);
            throw e;
        }
    }

    private Worktree register(Path path, BranchName branch, RevCommit commit) throws IOException, InterruptedException {
        Registration registration = registry.create(path, branch, commit.name());
        try {
            branches.update(
                    branch, Optional.empty(), Optional.of(commit.copy()), "branch: Created from " + commit.name());
            try {
                SmallFile.create(path.resolve(".git"), "gitdir: " + registration.administrativeDirectory() + "\n");
                Checkout.into(path, repository, commit.getTree().getId(), registration.index());
                return registration.describe(repository);
            } catch (IOException | InterruptedException | RuntimeException | Error e) {
                removeBranch(branch, commit);
                throw e;
            }
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            Deletion.quietly(registration.administrativeDirectory());
            throw e;
        }
    }

    private void removeBranch(BranchName branch, ObjectId commit) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            branches.update(branch, Optional.of(commit.copy()), Optional.empty(), "");
        } catch (InterruptedException | ProviderException e) {
            System.getLogger(Creation.class.getName())
                    .log(System.Logger.Level.WARNING, "cannot remove branch " + branch + " after a failure", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Path makeDirectory(Path asked) throws IOException {
        Path path = asked.toAbsolutePath().normalize();
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new ProviderException(Code.ALREADY_EXISTS, "the path " + path + " exists already");
        }
        Path parent = path.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new ProviderException(Code.NOT_FOUND, "the directory " + parent + " for worktrees does not exist");
        }
        try {
            return Files.createDirectory(parent.toRealPath().resolve(path.getFileName()));
        } catch (FileAlreadyExistsException e) {
            throw new ProviderException(Code.ALREADY_EXISTS, "the path " + path + " exists already", e);
        }
    }
}
