package dev.sessionhub.git.jgit;

import dev.sessionhub.git.jgit.diff.DiffReport;
import dev.sessionhub.git.jgit.diff.PatchWriter;
import dev.sessionhub.git.jgit.remote.Copy;
import dev.sessionhub.git.jgit.remote.Fetch;
import dev.sessionhub.git.jgit.remote.Push;
import dev.sessionhub.git.jgit.repository.Branches;
import dev.sessionhub.git.jgit.repository.Failures;
import dev.sessionhub.git.jgit.repository.Inspection;
import dev.sessionhub.git.jgit.repository.OpenRepository;
import dev.sessionhub.git.jgit.repository.Revisions;
import dev.sessionhub.git.jgit.scan.WorktreeView;
import dev.sessionhub.git.jgit.transfer.BundleImport;
import dev.sessionhub.git.jgit.worktree.Attachment;
import dev.sessionhub.git.jgit.worktree.Creation;
import dev.sessionhub.git.jgit.worktree.Detachment;
import dev.sessionhub.git.jgit.worktree.Registry;
import dev.sessionhub.git.jgit.worktree.Relocation;
import dev.sessionhub.spi.git.Branch;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.DiffRequest;
import dev.sessionhub.spi.git.GitBackend;
import dev.sessionhub.spi.git.GitDiff;
import dev.sessionhub.spi.git.GitStatus;
import dev.sessionhub.spi.git.IsolatedGit;
import dev.sessionhub.spi.git.RemoteUrl;
import dev.sessionhub.spi.git.Repository;
import dev.sessionhub.spi.git.Worktree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Git through JGit; a repository is opened for each call, so that nothing is held between calls. */
final class JGitBackend implements GitBackend {

    private final long bundleLimit;
    private final Path home;

    /**
     * @param bundleLimit bytes of the largest bundle that is taken
     * @param home of the hub's user, which is who the hub is to other machines
     */
    JGitBackend(long bundleLimit, Path home) {
        this.bundleLimit = bundleLimit;
        this.home = home;
    }

    /** What a call does with its repository. */
    private interface Work<T> {

        T on(OpenRepository repository) throws Exception;
    }

    private static <T> T with(Path path, Work<T> work) {
        return Failures.named(path, () -> {
            try (OpenRepository repository = OpenRepository.at(path)) {
                return work.on(repository);
            }
        });
    }

    @Override
    public Repository inspect(Path path) {
        return with(path, repository -> new Inspection(repository).report());
    }

    @Override
    public Repository cloneRepository(RemoteUrl url, Path path) {
        Failures.named(path, () -> {
            new Copy(url, path, home).make();
            return path;
        });
        return inspect(path);
    }

    @Override
    public void fetch(Path repository) {
        with(repository, open -> {
            new Fetch(open, home).run();
            return repository;
        });
    }

    @Override
    public List<Branch> branches(Path repository) {
        return with(repository, open -> new Registry(open).branches());
    }

    @Override
    public Optional<CommitId> resolve(Path repository, String revision) {
        return with(repository, open -> new Revisions(open).resolve(revision));
    }

    @Override
    public Worktree addWorktree(Path repository, Path path, BranchName branch, CommitId start) {
        return with(repository, open -> new Creation(open).create(path, branch, start));
    }

    @Override
    public Worktree attachWorktree(Path repository, Path path, BranchName branch) {
        return with(repository, open -> new Attachment(open).attach(path, branch));
    }

    @Override
    public void detachWorktree(Path repository, Path path) {
        with(repository, open -> {
            new Detachment(open).detach(path);
            return path;
        });
    }

    @Override
    public void moveWorktree(Path repository, Path from, Path to, BranchName branch, BranchName instead) {
        with(repository, open -> {
            new Relocation(open).follow(from, to, branch, instead);
            return to;
        });
    }

    @Override
    public List<Worktree> worktrees(Path repository) {
        return with(repository, open -> new Registry(open).describe());
    }

    @Override
    public GitStatus status(Path repository, Path worktree, CommitId base) {
        return with(repository, open -> {
            try (WorktreeView view = view(open, worktree)) {
                return new StatusReport(open, view).against(base);
            }
        });
    }

    @Override
    public GitDiff diff(Path repository, Path worktree, DiffRequest request) {
        return with(repository, open -> {
            try (WorktreeView view = view(open, worktree)) {
                return DiffReport.of(open, view, request);
            }
        });
    }

    @Override
    public void patch(Path repository, Path worktree, DiffRequest request, OutputStream out) {
        with(repository, open -> {
            try (WorktreeView view = view(open, worktree)) {
                PatchWriter.write(open, view, request, out);
            }
            return out;
        });
    }

    @Override
    public CommitId importBundle(
            Path repository, InputStream bundle, String reference, BranchName branch, Optional<CommitId> expected) {
        return with(repository, open -> new BundleImport(open, bundleLimit).run(bundle, reference, branch, expected));
    }

    @Override
    public void updateBranch(
            Path repository, BranchName branch, Optional<CommitId> expected, Optional<CommitId> target) {
        with(repository, open -> {
            if (target.isEmpty()) {
                new Registry(open).requireNowhere(branch);
            }
            new Branches(open).change(branch, expected, target);
            return branch;
        });
    }

    @Override
    public void push(Path repository, String remote, BranchName branch) {
        with(repository, open -> {
            new Push(open, home).run(remote, branch);
            return branch;
        });
    }

    @Override
    public IsolatedGit isolated() {
        return new JGitIsolated(bundleLimit);
    }

    @Override
    public void close() {
        // nothing is held
    }

    private static WorktreeView view(OpenRepository repository, Path worktree) throws IOException {
        return WorktreeView.of(repository, new Registry(repository).require(worktree));
    }
}
