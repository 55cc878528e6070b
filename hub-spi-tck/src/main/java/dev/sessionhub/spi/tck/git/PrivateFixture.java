package dev.sessionhub.spi.tck.git;

import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.PrivateGit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** What the clauses of isolated sessions share: a session's private Git directory, and native git that plays the session. */
public abstract class PrivateFixture extends GitBackendContract {

    /** What the hub knows of the session. */
    protected PrivateGit session;

    /** Git as the session runs it: with its own directory, on its files. */
    protected GitFixture inside;

    /** For extension. */
    @SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test
    protected PrivateFixture() {}

    @BeforeEach
    void makePrivate() {
        worktree();
        session = new PrivateGit(path, BRANCH, folder.resolve("private"), "label");
        Path objects = base.directory().resolve(".git/objects");
        git.isolated()
                .make(
                        base.directory(),
                        session,
                        new PrivateGit.Sight(
                                path.toString(), Optional.of(objects.toString()), List.of(new BranchName("main"))));
        inside = inside(session);
    }

    /**
     * Git as a session runs it.
     *
     * @param session which
     * @return git with the private directory
     */
    protected GitFixture inside(PrivateGit session) {
        return new GitFixture(
                session.worktree(),
                Map.of(
                        "GIT_DIR", session.directory().toString(),
                        "GIT_WORK_TREE", session.worktree().toString()));
    }

    /**
     * Takes what the session has.
     *
     * @return what was taken
     */
    protected PrivateGit.Taken take() {
        return git.isolated().take(base.directory(), session);
    }

    /**
     * Commits in the session.
     *
     * @param file the file to write
     * @return the commit
     */
    protected CommitId commit(String file) {
        return new CommitId(inside.write(file, file + "\n").commit(file));
    }

    /**
     * Where a reference of the repository is.
     *
     * @param reference its name
     * @return the commit; empty if there is none
     */
    protected Optional<CommitId> at(String reference) {
        GitFixture.Result result = base.run(new byte[0], "rev-parse", "-q", "--verify", reference);
        return result.status() == 0 ? Optional.of(new CommitId(result.text().strip())) : Optional.empty();
    }
}
