package dev.sessionhub.spi.git;

import java.nio.file.Path;
import java.util.List;

/**
 * Git for sessions that must not reach the repository: each has a {@link PrivateGit}, and what it commits is taken over
 * from there.
 *
 * <p>The rules of {@link GitBackend} hold. A private Git directory is hostile input from the moment its session was
 * started: no link in it is followed, nothing of its configuration, hooks, alternates or indexes of packs is used, every
 * object is hashed and checked, and every read is bounded. The session may work in it meanwhile.
 *
 * <p>How the session's branch moves: it follows the session's own branch of that name, or the branch that is checked out
 * if that contains the former, or if the former is gone. The session may rewrite its history (amend, rebase, reset): then
 * the commit where the branch was stays reachable as {@code refs/hub/LABEL/kept/COMMIT}. The session's other branches and
 * its stash are kept as {@code refs/hub/LABEL/heads/NAME} and {@code refs/hub/LABEL/stash}. Nothing else of the repository
 * changes.
 *
 * @since 1.0
 */
public interface IsolatedGit {

    /**
     * Makes the private Git directory of a worktree whose files nobody has touched yet. One that exists is left as it
     * is.
     *
     * @param repository a repository
     * @param session the session
     * @param sight how the session sees it
     * @return what the session must see besides; the same after every call
     * @throws dev.sessionhub.spi.ProviderException {@code UNSUPPORTED} if the repository's objects cannot be shown or
     *     copied, as of a partial clone
     */
    List<PrivateGit.Borrowed> make(Path repository, PrivateGit session, PrivateGit.Sight sight);

    /**
     * Remembers the files as they are now, so that neither side reads them all again. To be called when the owner of the
     * files was changed after {@link #make}, before anything of the session ran. Does nothing where the owner is the
     * same.
     *
     * @param repository a repository
     * @param session the session
     */
    void settle(Path repository, PrivateGit session);

    /**
     * Takes over what the session has committed, and where its HEAD is. If nothing is new, this is cheap.
     *
     * @param repository a repository
     * @param session the session
     * @return what was taken
     * @throws dev.sessionhub.spi.ProviderException {@code INVALID_REQUEST} if the directory is no Git directory or
     *     something in it is broken; {@code LIMIT_EXCEEDED} if it brings too much; then nothing was taken
     */
    PrivateGit.Taken take(Path repository, PrivateGit session);

    /**
     * Makes the repository's own index of the worktree fit the commit where its HEAD is, as after {@link #take}, so that
     * {@link GitBackend#status} is right. The files are not touched. To be called only while nothing of the session
     * runs. If it fits, this is cheap.
     *
     * @param repository a repository
     * @param session the session
     */
    void renew(Path repository, PrivateGit session);

    /**
     * How many commits of the session, on whichever of its branches, are on no other branch and in no tag of the
     * repository. Only what was taken counts.
     *
     * @param repository a repository
     * @param session the session
     * @return the number of commits
     */
    int ownCommits(Path repository, PrivateGit session);

    /**
     * Forgets what is kept of a session besides its branch: {@code refs/hub/LABEL}.
     *
     * @param repository a repository
     * @param label the session's
     */
    void forget(Path repository, String label);
}
