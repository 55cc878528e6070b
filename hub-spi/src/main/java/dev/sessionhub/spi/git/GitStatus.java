package dev.sessionhub.spi.git;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The state of a worktree.
 *
 * @param branch what is checked out; empty if detached
 * @param head the commit it is at
 * @param base the commit it is compared with
 * @param ahead commits of HEAD that the base does not have
 * @param behind commits of the base that HEAD does not have
 * @param entries every path that is not clean, sorted by path
 * @param truncated whether there are more entries than the back end lists
 * @since 1.0
 */
public record GitStatus(
        Optional<BranchName> branch,
        CommitId head,
        CommitId base,
        int ahead,
        int behind,
        List<Entry> entries,
        boolean truncated) {

    /** Checks and copies. */
    public GitStatus {
        Objects.requireNonNull(branch, "branch");
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(base, "base");
        entries = List.copyOf(entries);
    }

    /**
     * Whether nothing in the worktree is uncommitted.
     *
     * @return true if there is no entry
     */
    public boolean clean() {
        return entries.isEmpty();
    }

    /**
     * One path, as a line of {@code git status}: a conflict is {@code CONFLICTED} on both sides, and a file that was
     * removed from the index and left in place has two entries, one deleted and one untracked.
     *
     * @param path where it is now
     * @param previousPath where it was, if it was renamed
     * @param staged the change from HEAD to the index
     * @param unstaged the change from the index to the files
     */
    public record Entry(String path, Optional<String> previousPath, FileChange staged, FileChange unstaged) {

        /** Checks that every part is there. */
        public Entry {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(previousPath, "previousPath");
            Objects.requireNonNull(staged, "staged");
            Objects.requireNonNull(unstaged, "unstaged");
        }
    }
}
