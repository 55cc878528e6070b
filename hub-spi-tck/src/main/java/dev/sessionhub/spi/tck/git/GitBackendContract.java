package dev.sessionhub.spi.tck.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.GitBackend;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clauses every Git back end keeps. */
public abstract class GitBackendContract {

    @TempDir
    Path folder;

    /** A new back end. */
    protected abstract GitBackend backend();

    @Test
    void native_git_accepts_a_new_worktree() {
        GitFixture base = GitFixture.init(folder.resolve("base"));
        CommitId start = new CommitId(base.write("a.txt", "one\ntwo\n").commit("first"));
        Path path = folder.resolve("worktree");
        try (GitBackend git = backend()) {
            git.addWorktree(base.directory(), path, new BranchName("hub/x"), start);
            assertThat(base.in(path).git("status", "--porcelain"))
                    .as("git status in a new worktree")
                    .isEmpty();
            assertThat(git.status(base.directory(), path, start).clean())
                    .as("a new worktree is clean")
                    .isTrue();
        }
    }
}
