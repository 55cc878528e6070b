package dev.sessionhub.core.workspace;

import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.core.failure.WorkAtRisk;
import dev.sessionhub.core.plugin.Providers;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.DiffRequest;
import dev.sessionhub.spi.git.GitBackend;
import dev.sessionhub.spi.git.GitDiff;
import dev.sessionhub.spi.git.GitStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What changed in the files of sessions. */
@ApplicationScoped
public class Workspaces {

    private static final int MOST_FILES = 300;
    private static final int MOST_LINES = 20_000;

    private final Supplier<GitBackend> git;

    /**
     * Made by the container.
     *
     * @param providers holds the Git back end
     */
    @Inject
    public Workspaces(Providers providers) {
        this(providers::gitBackend);
    }

    /**
     * For whoever makes the parts by hand.
     *
     * @param git gives the Git back end
     */
    public Workspaces(Supplier<GitBackend> git) {
        this.git = git;
    }

    /**
     * The state of a session's files, counted against where its branch left its base.
     *
     * @param worktree the files
     * @return the state
     * @throws dev.sessionhub.spi.ProviderException as {@link GitBackend#status}
     */
    public GitStatus status(Worktree worktree) {
        return git.get().status(worktree.repository(), worktree.path(), baseTip(worktree));
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
        return git.get()
                .diff(
                        worktree.repository(),
                        worktree.path(),
                        new DiffRequest(from(worktree, against), path, MOST_FILES, MOST_LINES));
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
        git.get()
                .patch(
                        worktree.repository(),
                        worktree.path(),
                        new DiffRequest(from(worktree, against), path, MOST_FILES, MOST_LINES),
                        out);
    }

    /**
     * What deleting a session would lose. What cannot be told counts as a loss.
     *
     * @param worktree the files
     * @return empty if there are no files
     * @throws HubException {@code UNCOMMITTED_WORK} if it cannot be told
     */
    public WorkAtRisk atRisk(Worktree worktree) {
        try {
            if (!Files.isDirectory(worktree.path(), LinkOption.NOFOLLOW_LINKS)) {
                requireNoCommits(worktree);
                return new WorkAtRisk(List.of(), 0, 0, worktree.base());
            }
            GitStatus status = status(worktree);
            List<String> files = status.entries().stream()
                    .map(GitStatus.Entry::path)
                    .limit(WorkAtRisk.MOST_FILES)
                    .toList();
            return new WorkAtRisk(files, status.entries().size(), status.ahead(), worktree.base());
        } catch (ProviderException failure) {
            throw new HubException(
                    FailureCode.UNCOMMITTED_WORK,
                    "what would be lost cannot be told, discard it if you do not need it: " + failure.getMessage(),
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
        GitDiff diff = git.get()
                .diff(
                        worktree.repository(),
                        worktree.path(),
                        new DiffRequest(worktree.baseCommit(), Optional.empty(), 0, 0));
        return new ChangeCounts(diff.files().size(), diff.additions(), diff.deletions(), Instant.now());
    }

    private CommitId from(Worktree worktree, Against against) {
        return switch (against) {
            case BASE -> worktree.baseCommit();
            case HEAD ->
                git.get()
                        .status(worktree.repository(), worktree.path(), worktree.baseCommit())
                        .head();
        };
    }

    /** Where the base is now; where it was if it is gone. */
    CommitId baseTip(Worktree worktree) {
        return git.get().resolve(worktree.repository(), worktree.base()).orElse(worktree.baseCommit());
    }
}
