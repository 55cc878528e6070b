package dev.sessionhub.spi.git;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A local branch.
 *
 * @param name its name
 * @param commit where it is
 * @param checkedOutAt the worktree that has it checked out, main one included
 * @since 1.0
 */
public record Branch(BranchName name, CommitId commit, Optional<Path> checkedOutAt) {

    /** Checks that every part is there. */
    public Branch {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(checkedOutAt, "checkedOutAt");
    }
}
