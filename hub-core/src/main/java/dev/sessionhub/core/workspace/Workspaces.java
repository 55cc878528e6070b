package dev.sessionhub.core.workspace;

import dev.sessionhub.core.config.HubSettings;
import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.core.failure.WorkAtRisk;
import dev.sessionhub.core.plugin.Providers;
import dev.sessionhub.core.workspace.inside.SessionGit;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.DiffRequest;
import dev.sessionhub.spi.git.GitBackend;
import dev.sessionhub.spi.git.GitDiff;
import dev.sessionhub.spi.git.GitStatus;
import dev.sessionhub.spi.git.PrivateGit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What changed in the files of sessions. */
@ApplicationScoped
public class Workspaces {

    private static final int MOST_FILES = 300;
    private static final int MOST_LINES = 20_000;

    private final Supplier<GitBackend> git;
    private final Function<String, ContainerProvider> providers;
    private final Isolation isolation;

    /**
     * Made by the container.
     *
     * @param providers the instances of plug-ins
     * @param settings says where things are
     */
    @Inject
    public Workspaces(Providers providers, HubSettings settings) {
        this(providers::gitBackend, providers::provider, settings.data());
    }

    /**
     * For whoever makes the parts by hand.
     *
     * @param git gives the Git back end
     * @param providers the container providers by name
     * @param data the data directory
     */
    public Workspaces(Supplier<GitBackend> git, Function<String, ContainerProvider> providers, Path data) {
        this.git = git;
        this.providers = providers;
        this.isolation = new Isolation(data, git);
    }

    /**
     * The state of a session's files, counted against where its branch left its base.
     *
     * @param worktree the files
     * @return the state
     * @throws dev.sessionhub.spi.ProviderException as {@link GitBackend#status}
     */
    public GitStatus status(Worktree worktree) {
        return look(
                worktree,
                inside -> inside.status(baseTip(worktree), worktree.baseCommit()),
                backEnd -> backEnd.status(worktree.repository(), worktree.path(), baseTip(worktree)));
    }

    /** A session that runs is asked itself; of another one the hub knows by itself. */
    private <T> T look(Worktree worktree, Function<SessionGit, T> inside, Function<GitBackend, T> outside) {
        if (!isolation.covers(worktree)) {
            requireFiles(worktree);
            return outside.apply(git.get());
        }
        try {
            if (worktree.running().isPresent()) {
                ContainerHandle handle = worktree.running().get();
                return inside.apply(
                        new SessionGit(providers.apply(handle.provider()), handle, isolation.seenAt(worktree)));
            }
        } catch (ProviderException failure) {
            if (!isStopped(worktree, failure)) {
                throw failure;
            }
        }
        requireFiles(worktree);
        isolation.takeAndRenew(worktree);
        return outside.apply(git.get());
    }

    /** The session is there; only its files are not. */
    private static void requireFiles(Worktree worktree) {
        if (!Files.isDirectory(worktree.path(), LinkOption.NOFOLLOW_LINKS)) {
            throw new ProviderException(
                    Code.CONFLICT,
                    "the directory of the session is gone; its commits are on the branch " + worktree.branch());
        }
    }

    /** Files that nobody works on any more can be looked at by the hub, whatever is recorded of the session. */
    private boolean isStopped(Worktree worktree, ProviderException failure) {
        return (failure.code() == Code.CONFLICT || failure.code() == Code.NOT_FOUND)
                && worktree.running()
                        .flatMap(handle -> providers.apply(handle.provider()).find(handle))
                        .filter(container -> container.state() == Container.State.RUNNING)
                        .isEmpty();
    }

    /**
     * Brings what an isolated session has committed to its branch in the repository.
     *
     * @param worktree the files
     * @return what was taken; empty if the session is not isolated
     * @throws ProviderException if it cannot be taken; it is not lost then
     */
    public Optional<PrivateGit.Taken> takeCommits(Worktree worktree) {
        return isolation.take(worktree);
    }

    /**
     * What changed in a session's files, with bounds.
     *
     * @param worktree the files
     * @param against compared with what
     * @param path only this file or directory
     * @return the differences
     * @throws dev.sessionhub.spi.ProviderException as {@link GitBackend#diff}
     */
    public GitDiff diff(Worktree worktree, Against against, Optional<String> path) {
        return diff(worktree, request(worktree, against, path));
    }

    /**
     * The same without bounds, as a patch.
     *
     * @param worktree the files
     * @param against compared with what
     * @param path only this file or directory
     * @param out gets the patch; not closed
     * @throws dev.sessionhub.spi.ProviderException as {@link GitBackend#patch}
     */
    public void patch(Worktree worktree, Against against, Optional<String> path, OutputStream out) {
        DiffRequest request = request(worktree, against, path);
        look(
                worktree,
                inside -> {
                    inside.patch(request, out);
                    return request;
                },
                backEnd -> {
                    backEnd.patch(worktree.repository(), worktree.path(), request, out);
                    return request;
                });
    }

    /**
     * What deleting a session would lose. What cannot be told counts as a loss.
     *
     * @param newest gives the files, where their newest state is
     * @return empty if there are no files
     * @throws HubException {@code UNCOMMITTED_WORK} if it cannot be told
     */
    public WorkAtRisk atRisk(Supplier<Worktree> newest) {
        try {
            Worktree worktree = newest.get();
            if (!Files.isDirectory(worktree.path(), LinkOption.NOFOLLOW_LINKS)) {
                requireNoCommits(worktree);
                return new WorkAtRisk(List.of(), 0, 0, worktree.base());
            }
            GitStatus status = status(worktree);
            List<String> files = status.entries().stream()
                    .map(GitStatus.Entry::path)
                    .limit(WorkAtRisk.MOST_FILES)
                    .toList();
            return new WorkAtRisk(files, status.entries().size(), commitsAtRisk(worktree, status), worktree.base());
        } catch (ProviderException failure) {
            throw new HubException(
                    FailureCode.UNCOMMITTED_WORK,
                    "cannot tell what would be lost; delete with discard if you do not need it: "
                            + failure.getMessage(),
                    failure);
        }
    }

    /**
     * Whether the commits of a deleted session are kept, wherever its files are.
     *
     * @param worktree the files as they were
     * @return true if the files can be made from them
     */
    public boolean keepsCommits(Worktree worktree) {
        return new TrashBranch(git.get(), worktree).commit().isPresent();
    }

    private int commitsAtRisk(Worktree worktree, GitStatus status) {
        if (!isolation.covers(worktree)) {
            return status.ahead();
        }
        isolation.take(worktree);
        return Math.max(status.ahead(), isolation.ownCommits(worktree));
    }

    /** Where the files are gone the branch is left: if it has moved, it has commits that somebody may miss. */
    private void requireNoCommits(Worktree worktree) {
        boolean moved = git.get().branches(worktree.repository()).stream()
                .filter(branch -> branch.name().equals(worktree.branch()))
                .anyMatch(branch -> !branch.commit().equals(worktree.baseCommit())
                        && !branch.commit().equals(baseTip(worktree)));
        if (moved) {
            throw new HubException(
                    FailureCode.UNCOMMITTED_WORK,
                    "the files of the session are gone, and its branch %s has commits that %s may not have; if you discard them they stay on the branch hub-trash/%s"
                            .formatted(worktree.branch(), worktree.base(), worktree.sessionId()));
        }
    }

    /**
     * How much a session changed since it was made.
     *
     * @param worktree the files
     * @return the counts
     * @throws dev.sessionhub.spi.ProviderException as {@link GitBackend#diff}
     */
    public ChangeCounts changes(Worktree worktree) {
        GitDiff diff = diff(worktree, new DiffRequest(worktree.baseCommit(), Optional.empty(), 0, 0));
        return new ChangeCounts(diff.files().size(), diff.additions(), diff.deletions(), Instant.now());
    }

    private GitDiff diff(Worktree worktree, DiffRequest request) {
        return look(
                worktree,
                inside -> inside.diff(request),
                backEnd -> backEnd.diff(worktree.repository(), worktree.path(), request));
    }

    private DiffRequest request(Worktree worktree, Against against, Optional<String> path) {
        CommitId from = switch (against) {
            case BASE -> worktree.baseCommit();
            case HEAD -> status(worktree).head();
        };
        return new DiffRequest(from, path, MOST_FILES, MOST_LINES);
    }

    /** Where the base is now; where it was if it is gone. */
    CommitId baseTip(Worktree worktree) {
        return git.get().resolve(worktree.repository(), worktree.base()).orElse(worktree.baseCommit());
    }
}
