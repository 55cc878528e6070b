package dev.sessionhub.spi.git;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A repository that sessions can be made from.
 *
 * @param path what the caller asked for, absolute
 * @param gitDirectory its common Git directory, absolute
 * @param bare whether it has no work tree of its own
 * @param defaultBranch the branch its HEAD names
 * @param head the commit HEAD is at
 * @param limitation why some answers are refused for this repository (submodules, sparse, partial clone), for people;
 *     empty for an ordinary one
 * @since 1.0
 */
public record Repository(
        Path path,
        Path gitDirectory,
        boolean bare,
        Optional<BranchName> defaultBranch,
        CommitId head,
        Optional<String> limitation) {

    /** Checks that every part is there. */
    public Repository {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(gitDirectory, "gitDirectory");
        Objects.requireNonNull(defaultBranch, "defaultBranch");
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(limitation, "limitation");
    }
}
