package dev.sessionhub.spi.git;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A Git directory of a session's own, for an environment that must not see the repository's: what git inside the
 * session works with. The session can write everything in it, so that nobody may believe it.
 *
 * @param worktree the session's files, a linked worktree of the repository
 * @param branch the session's branch
 * @param directory the private Git directory, absolute; its parent belongs to the hub and exists
 * @param label names the session in references that only the hub uses: {@code [a-z0-9-]{1,64}}
 * @since 1.0
 */
public record PrivateGit(Path worktree, BranchName branch, Path directory, String label) {

    /** Checks the label and that the paths are absolute. */
    public PrivateGit {
        Objects.requireNonNull(branch, "branch");
        if (!worktree.isAbsolute() || !directory.isAbsolute()) {
            throw new IllegalArgumentException("paths must be absolute: \"" + worktree + "\", \"" + directory + "\"");
        }
        if (!label.matches("[a-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("label must match [a-z0-9-]{1,64}: \"" + label + "\"");
        }
    }

    /**
     * How the session sees it.
     *
     * @param workspace where the session sees its files, an absolute path
     * @param objects where it sees the repository's objects, read-only; empty if it cannot see them, and the private
     *     directory has to hold all it needs
     * @param branches branches of the repository that it gets too, besides its own; those that do not exist are left
     *     out
     * @since 1.0
     */
    public record Sight(String workspace, Optional<String> objects, List<BranchName> branches) {

        /** Copies. */
        public Sight {
            Objects.requireNonNull(workspace, "workspace");
            Objects.requireNonNull(objects, "objects");
            branches = List.copyOf(branches);
        }
    }

    /**
     * Objects of the repository that the session must see.
     *
     * @param source a directory of the hub's machine
     * @param target where the session must see it, read-only
     * @since 1.0
     */
    public record Borrowed(Path source, String target) {

        /** Checks that both are there. */
        public Borrowed {
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(target, "target");
        }
    }

    /**
     * What was taken from a private Git directory.
     *
     * @param tip where the session's branch is in the repository now
     * @param head the commit the session's files are at
     * @param moved whether the branch was moved by this call
     * @param rewritten whether it was moved to a commit that does not descend from where it was
     * @since 1.0
     */
    public record Taken(CommitId tip, CommitId head, boolean moved, boolean rewritten) {

        /** Checks that every part is there. */
        public Taken {
            Objects.requireNonNull(tip, "tip");
            Objects.requireNonNull(head, "head");
        }
    }
}
