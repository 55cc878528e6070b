package dev.sessionhub.spi.git;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A linked worktree, as {@code git worktree list} shows it.
 *
 * @param path its directory, absolute
 * @param administrativeDirectory its own directory under {@code worktrees/} of the Git directory
 * @param branch what it has checked out; empty if detached
 * @param head the commit it is at; empty if that cannot be told
 * @param locked why it must not be pruned; empty if it is not locked
 * @param missing whether its directory is gone
 * @since 1.0
 */
public record Worktree(
        Path path,
        Path administrativeDirectory,
        Optional<BranchName> branch,
        Optional<CommitId> head,
        Optional<String> locked,
        boolean missing) {

    /** Checks that every part is there. */
    public Worktree {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(administrativeDirectory, "administrativeDirectory");
        Objects.requireNonNull(branch, "branch");
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(locked, "locked");
    }
}
