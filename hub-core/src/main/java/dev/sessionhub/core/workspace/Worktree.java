package dev.sessionhub.core.workspace;

import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * The files of one session.
 *
 * @param sessionId whose
 * @param repository what they were made from
 * @param path where they are
 * @param branch what is checked out
 * @param base the revision the session was made from, as the user named it
 * @param baseCommit the commit that was at that time
 * @param running the environment the session runs in; empty if it does not run
 */
public record Worktree(
        UUID sessionId,
        Path repository,
        Path path,
        BranchName branch,
        String base,
        CommitId baseCommit,
        Optional<ContainerHandle> running) {

    /**
     * The same files of a session that runs in an environment.
     *
     * @param environment where
     * @return the files
     */
    public Worktree runningIn(ContainerHandle environment) {
        return new Worktree(sessionId, repository, path, branch, base, baseCommit, Optional.of(environment));
    }

    Worktree startingAt(CommitId start) {
        return new Worktree(sessionId, repository, path, branch, base, start, running);
    }
}
