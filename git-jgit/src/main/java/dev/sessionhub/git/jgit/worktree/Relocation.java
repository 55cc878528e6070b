package dev.sessionhub.git.jgit.worktree;

import dev.sessionhub.git.jgit.repository.Branches;
import dev.sessionhub.git.jgit.repository.OpenRepository;
import dev.sessionhub.git.jgit.repository.Registration;
import dev.sessionhub.git.jgit.repository.SmallFile;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.BranchName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/** Follows a worktree whose directory was moved: of its administrative files only those change that name it or its branch. */
public final class Relocation {

    /** What names the branch that is checked out, or that will be when an operation in progress has ended. */
    private static final List<String> NAMING = List.of("HEAD", "rebase-merge/head-name", "rebase-apply/head-name");

    private final Registry registry;
    private final Branches branches;

    public Relocation(OpenRepository repository) {
        this.registry = new Registry(repository);
        this.branches = new Branches(repository);
    }

    public void follow(Path from, Path to, BranchName branch, BranchName instead) throws IOException {
        Optional<Registration> there = registry.find(to);
        Optional<Registration> known = there.isPresent() ? there : registry.find(from);
        if (known.isEmpty()) {
            return;
        }
        if (!Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS)) {
            throw new ProviderException(Code.NOT_FOUND, "the directory " + to + " does not exist");
        }
        requireNoOther(from, to, there);
        Path administrative = known.get().administrativeDirectory();
        Optional<ObjectId> commit = branches.at(instead);
        if (commit.isPresent()) {
            requireUsable(branch, instead, commit.get(), known.get());
            for (String name : NAMING) {
                rename(administrative.resolve(name), branch.reference(), instead.reference());
            }
        }
        Path pointer = to.toRealPath().resolve(".git");
        SmallFile.replace(administrative.resolve("gitdir"), pointer + "\n");
        if (!Files.exists(pointer, LinkOption.NOFOLLOW_LINKS)) {
            SmallFile.create(pointer, "gitdir: " + administrative + "\n");
        }
    }

    private void requireNoOther(Path from, Path to, Optional<Registration> there) throws IOException {
        if (there.isPresent()
                && registry.find(from).filter(one -> !one.equals(there.get())).isPresent()) {
            throw new ProviderException(Code.CONFLICT, "another worktree is at " + to);
        }
    }

    private void requireUsable(BranchName branch, BranchName instead, ObjectId commit, Registration known)
            throws IOException {
        Optional<Path> elsewhere = registry.checkedOut(instead).filter(path -> !path.equals(known.path()));
        if (elsewhere.isPresent()) {
            throw new ProviderException(
                    Code.CONFLICT, "branch " + instead + " is checked out at " + elsewhere.get() + " already");
        }
        Optional<ObjectId> before = branches.at(branch);
        if (before.isPresent() && !before.get().equals(commit)) {
            throw new ProviderException(
                    Code.CONFLICT, "branch " + instead + " is not at the commit of branch " + branch);
        }
    }

    private static void rename(Path file, String branch, String instead) throws IOException {
        String text = SmallFile.read(file).orElse("").strip();
        if (text.equals(branch)) {
            SmallFile.replace(file, instead + "\n");
        } else if (text.equals("ref: " + branch)) {
            SmallFile.replace(file, "ref: " + instead + "\n");
        }
    }
}
