package dev.sessionhub.core.workspace;

import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.GitBackend;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps the commits of a deleted session from Git's garbage collection, under a name that nobody else wants. */
final class TrashBranch {

    private final GitBackend git;
    private final Worktree worktree;
    private final BranchName name;
    private final BranchName headName;

    TrashBranch(GitBackend git, Worktree worktree) {
        this.git = git;
        this.worktree = worktree;
        this.name = new BranchName("hub-trash/" + worktree.sessionId());
        this.headName = new BranchName("hub-trash/" + worktree.sessionId() + "-head");
    }

    BranchName name() {
        return name;
    }

    /** What it keeps; empty if it keeps nothing. */
    Optional<CommitId> commit() {
        return tip(name).or(() -> tip(headName));
    }

    /** Keeps what another branch has. */
    void keep(BranchName branch) {
        tip(branch).ifPresent(tip -> set(name, tip));
    }

    /** Makes the name of a branch free that is kept, unless somebody has it checked out. */
    void free(BranchName branch) {
        Optional<CommitId> tip = tip(branch);
        if (tip.isEmpty() || !tip.equals(tip(name))) {
            return;
        }
        try {
            git.updateBranch(worktree.repository(), branch, tip, Optional.empty());
        } catch (ProviderException failure) {
            if (failure.code() != Code.CONFLICT) {
                throw failure;
            }
        }
    }

    /** Gives another branch its name back; this one stays until it is forgotten. */
    void reveal(BranchName branch) {
        CommitId kept = commit().orElse(worktree.baseCommit());
        Optional<CommitId> current = tip(branch);
        if (current.isEmpty()) {
            git.updateBranch(worktree.repository(), branch, Optional.empty(), Optional.of(kept));
        } else if (!current.get().equals(kept)) {
            throw new HubException(
                    FailureCode.BRANCH_IN_USE, "the branch " + branch + " exists again; rename it, then restore");
        }
    }

    /** Keeps where a worktree is if it is on no branch. What cannot be asked now stops the deletion: it is tried again. */
    void keepHead() {
        Path real = Worktrees.real(worktree.path());
        git.worktrees(worktree.repository()).stream()
                .filter(known ->
                        known.path().equals(worktree.path()) || known.path().equals(real))
                .filter(known -> known.branch().isEmpty())
                .flatMap(known -> known.head().stream())
                .findFirst()
                .ifPresent(this::keepHead);
    }

    private void keepHead(CommitId head) {
        try {
            set(headName, head);
        } catch (ProviderException failure) {
            if (failure.code() != Code.NOT_FOUND && failure.code() != Code.INVALID_REQUEST) {
                throw failure;
            }
            System.getLogger(TrashBranch.class.getName())
                    .log(System.Logger.Level.WARNING, "the HEAD of " + worktree.path() + " leads nowhere", failure);
        }
    }

    void forget() {
        delete(name);
    }

    void forgetHead() {
        delete(headName);
    }

    private void set(BranchName branch, CommitId target) {
        Optional<CommitId> current = tip(branch);
        if (current.filter(target::equals).isEmpty()) {
            git.updateBranch(worktree.repository(), branch, current, Optional.of(target));
        }
    }

    private void delete(BranchName branch) {
        Optional<CommitId> current = tip(branch);
        if (current.isPresent()) {
            git.updateBranch(worktree.repository(), branch, current, Optional.empty());
        }
    }

    private Optional<CommitId> tip(BranchName branch) {
        return git.resolve(worktree.repository(), branch.reference());
    }
}
