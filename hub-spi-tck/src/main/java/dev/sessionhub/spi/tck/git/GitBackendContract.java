package dev.sessionhub.spi.tck.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.DiffRequest;
import dev.sessionhub.spi.git.GitBackend;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the parts of the contract share: a repository that native git made, and a back end to be tested. */
public abstract class GitBackendContract {

    /** The branch that most clauses make. */
    protected static final BranchName BRANCH = new BranchName("hub/work");

    /** Where everything happens; removed afterwards. */
    @TempDir
    protected Path folder;

    /** What is tested. */
    protected GitBackend git;

    /** A repository with one commit. */
    protected GitFixture base;

    /** That commit. */
    protected CommitId start;

    /** Where a worktree would be. */
    protected Path path;

    /** For extension. */
    @SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test
    protected GitBackendContract() {}

    /**
     * Makes a back end that takes bundles of up to a mebibyte.
     *
     * @return a new instance; closed by the contract
     */
    protected abstract GitBackend backend();

    @BeforeEach
    void makeRepository() {
        git = backend();
        base = GitFixture.init(folder.resolve("base"));
        base.write("readme.md", "one\ntwo\nthree\n")
                .write("src/main.c", "int main() {}\n")
                .write("run.sh", "exit\n");
        base.git("add", "-A");
        base.git("update-index", "--chmod=+x", "run.sh");
        base.git("commit", "-q", "-m", "first");
        base.git("reset", "-q", "--hard");
        start = head(base);
        path = folder.resolve("worktree");
    }

    @AfterEach
    void close() {
        git.close();
    }

    /**
     * The commit a directory is at.
     *
     * @param fixture the directory
     * @return its HEAD
     */
    protected static CommitId head(GitFixture fixture) {
        return new CommitId(fixture.git("rev-parse", "HEAD"));
    }

    /**
     * A worktree made by the back end.
     *
     * @return native git in it
     */
    protected GitFixture worktree() {
        return base.in(git.addWorktree(base.directory(), path, BRANCH, start).path());
    }

    /**
     * A request for everything.
     *
     * @return with large bounds
     */
    protected DiffRequest everything() {
        return new DiffRequest(start, Optional.empty(), 1_000, 100_000);
    }

    /**
     * Requires that a call fails in a certain way.
     *
     * @param code which
     * @param call what shall fail
     */
    protected static void assertFails(Code code, ThrowingCallable call) {
        assertThatThrownBy(
                        call, "must fail with %s: the only exception of a back end, with its code and a message", code)
                .asInstanceOf(type(ProviderException.class))
                .satisfies(e -> {
                    assertThat(e.code()).as("code of: %s", e.getMessage()).isEqualTo(code);
                    assertThat(e.getMessage()).as("message").isNotBlank();
                });
    }

    /**
     * Everything native git says of references and worktrees.
     *
     * @return a text to compare
     */
    protected String references() {
        return base.git("for-each-ref") + base.git("worktree", "list", "--porcelain");
    }
}
