package dev.sessionhub.core.plugin.guard;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
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
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A Git back end behind a guard. */
public final class GuardedGitBackend implements GitBackend {

    /** A slow reader must not be held against the plug-in: it is refused before the plug-in's time is up. */
    private static final int READERS_SHARE = 4;

    private static final int ALL = 5;

    private final GitBackend git;
    private final Guard guard;
    private final Deadlines deadlines;

    /**
     * Wraps an instance.
     *
     * @param git the instance
     * @param guard its guard
     * @param deadlines how long its calls may take
     */
    public GuardedGitBackend(GitBackend git, Guard guard, Deadlines deadlines) {
        this.git = git;
        this.guard = guard;
        this.deadlines = deadlines;
    }

    @Override
    public Repository inspect(Path path) {
        return guard.call("inspect", deadlines.change(), () -> git.inspect(path));
    }

    @Override
    public Repository cloneRepository(RemoteUrl url, Path path) {
        return elsewhere("cloneRepository", deadlines.transfer(), () -> git.cloneRepository(url, path));
    }

    @Override
    public void fetch(Path repository) {
        elsewhere("fetch", deadlines.change(), () -> {
            git.fetch(repository);
            return Boolean.TRUE;
        });
    }

    @Override
    public List<Branch> branches(Path repository) {
        return guard.call("branches", deadlines.query(), () -> List.copyOf(git.branches(repository)));
    }

    @Override
    public Optional<CommitId> resolve(Path repository, String revision) {
        return guard.call("resolve", deadlines.query(), () -> git.resolve(repository, revision));
    }

    @Override
    public Worktree addWorktree(Path repository, Path path, BranchName branch, CommitId start) {
        return guard.call("addWorktree", deadlines.creation(), () -> git.addWorktree(repository, path, branch, start));
    }

    @Override
    public Worktree attachWorktree(Path repository, Path path, BranchName branch) {
        return guard.call("attachWorktree", deadlines.creation(), () -> git.attachWorktree(repository, path, branch));
    }

    @Override
    public void detachWorktree(Path repository, Path path) {
        guard.run("detachWorktree", deadlines.change(), () -> git.detachWorktree(repository, path));
    }

    @Override
    public void moveWorktree(Path repository, Path from, Path to, BranchName branch, BranchName instead) {
        guard.run("moveWorktree", deadlines.change(), () -> git.moveWorktree(repository, from, to, branch, instead));
    }

    @Override
    public List<Worktree> worktrees(Path repository) {
        return guard.call("worktrees", deadlines.query(), () -> List.copyOf(git.worktrees(repository)));
    }

    @Override
    public GitStatus status(Path repository, Path worktree, CommitId base) {
        return guard.call("status", deadlines.change(), () -> git.status(repository, worktree, base));
    }

    @Override
    public GitDiff diff(Path repository, Path worktree, DiffRequest request) {
        return guard.call("diff", deadlines.change(), () -> git.diff(repository, worktree, request));
    }

    @Override
    public void patch(Path repository, Path worktree, DiffRequest request, OutputStream out) {
        Duration deadline = deadlines.creation();
        try (CallersStream stream = new CallersStream()) {
            OutputStream lent =
                    stream.lend(out, deadline.multipliedBy(READERS_SHARE).dividedBy(ALL));
            guard.call("patch", deadline, lent(stream, () -> {
                git.patch(repository, worktree, request, lent);
                return Boolean.TRUE;
            }));
        }
    }

    @Override
    public CommitId importBundle(
            Path repository, InputStream bundle, String reference, BranchName branch, Optional<CommitId> expected) {
        try (CallersStream stream = new CallersStream()) {
            InputStream lent = stream.lend(bundle);
            return guard.call(
                    "importBundle",
                    deadlines.creation(),
                    lent(stream, () -> git.importBundle(repository, lent, reference, branch, expected)));
        }
    }

    @Override
    public void updateBranch(
            Path repository, BranchName branch, Optional<CommitId> expected, Optional<CommitId> target) {
        guard.run("updateBranch", deadlines.change(), () -> git.updateBranch(repository, branch, expected, target));
    }

    @Override
    public void push(Path repository, String remote, BranchName branch) {
        elsewhere("push", deadlines.creation(), () -> {
            git.push(repository, remote, branch);
            return Boolean.TRUE;
        });
    }

    @Override
    public IsolatedGit isolated() {
        return new GuardedIsolatedGit(guard.call("isolated", deadlines.query(), git::isolated), guard, deadlines);
    }

    /** Does nothing: the registry closes the instance. */
    @Override
    public void close() {}

    /** A machine that is away is no fault of the back end, which all other sessions need. */
    private <T> T elsewhere(String operation, Duration deadline, Callable<T> call) {
        AtomicReference<@Nullable ProviderException> away = new AtomicReference<>();
        Optional<T> answer = guard.call(operation, deadline, () -> {
            try {
                return Optional.of(guard.checked(operation, call.call()));
            } catch (ProviderException failure) {
                if (failure.code() != Code.UNAVAILABLE) {
                    throw failure;
                }
                away.set(failure);
                return Optional.empty();
            }
        });
        return answer.orElseThrow(() -> Objects.requireNonNull(away.get()));
    }

    private static <T> Callable<T> lent(CallersStream stream, Callable<T> call) {
        return () -> {
            try {
                return call.call();
            } catch (RuntimeException failure) {
                Optional<IOException> ours = stream.failure();
                if (ours.isEmpty()) {
                    throw failure;
                }
                throw new ProviderException(Code.CANCELLED, "the hub's own stream failed: " + ours.get(), ours.get());
            }
        };
    }
}
