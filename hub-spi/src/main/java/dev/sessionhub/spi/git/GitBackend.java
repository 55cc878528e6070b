package dev.sessionhub.spi.git;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads and changes Git repositories for the hub.
 *
 * <p>The rules of {@link dev.sessionhub.spi} and of this package hold for every method. Every method that takes a
 * repository throws {@code NOT_FOUND} if the path does not exist, {@code INVALID_REQUEST} if it is no Git repository,
 * {@code UNAUTHORIZED} if the hub's user may not read or write it or if it belongs to another user, {@code CONFLICT} if
 * a lock of git could not be had in time, and {@code LIMIT_EXCEEDED} if the disk is full. A method that changes
 * something does all of it or nothing.
 *
 * @since 1.0
 */
public interface GitBackend extends AutoCloseable {

    /**
     * Looks at a repository and checks that sessions can be made from it.
     *
     * @param path a work tree's root, a bare repository, or a Git directory
     * @return what it is
     * @throws dev.sessionhub.spi.ProviderException as said above; {@code CONFLICT} if it has no commit yet
     */
    Repository inspect(Path path);

    /**
     * Makes a bare copy of a repository of another machine, with its whole history. Its branches are remote branches of
     * the remote {@code origin}, its tags are tags, and its default branch is a local branch too, at which HEAD is.
     *
     * <p>Who the hub is to the other machine is a matter of the hub's own user: {@code ~/.ssh} with its keys and
     * {@code known_hosts}, {@code ~/.netrc}. Nobody is asked, and an unknown host key is refused. No hook and no program
     * of the configuration runs.
     *
     * @param url where from
     * @param path where to; must not exist; its parent does. After a failure there is nothing. The hub
     *     moves the copy once it is whole, and throws away what is there if it died before
     * @return what it is
     * @throws dev.sessionhub.spi.ProviderException {@code ALREADY_EXISTS} if the path exists; {@code NOT_FOUND} if the
     *     other machine has no such repository; {@code UNAUTHORIZED} if it wants other credentials; {@code CONFLICT} if
     *     the repository has no commit; {@code UNAVAILABLE} if it cannot be reached or breaks off
     */
    Repository cloneRepository(RemoteUrl url, Path path);

    /**
     * Brings the remote branches and tags of a repository up to date with its remote {@code origin}; branches that are
     * gone there go here. The branch of HEAD follows the remote one of its name where that only adds commits and no
     * worktree has it checked out. Nothing else changes.
     *
     * @param repository a bare repository, as made by {@link #cloneRepository}
     * @throws dev.sessionhub.spi.ProviderException {@code NOT_FOUND} if there is no remote {@code origin} or its
     *     repository is gone; {@code INVALID_REQUEST} if its URL is none that {@link RemoteUrl} allows; {@code
     *     UNAUTHORIZED}; {@code UNAVAILABLE}
     */
    void fetch(Path repository);

    /**
     * Every local branch, sorted by name.
     *
     * @param repository a repository
     * @return its branches
     */
    List<Branch> branches(Path repository);

    /**
     * Finds the commit that a text names.
     *
     * @param repository a repository
     * @param revision a branch, tag, remote branch or (abbreviated) commit; nothing else of gitrevisions(7). What begins
     *     with {@code refs/} is the full name of a reference and means that one only
     * @return the commit; empty if it names none
     */
    Optional<CommitId> resolve(Path repository, String revision);

    /**
     * Makes a linked worktree with a new branch that starts at a commit and is checked out in it.
     *
     * <p>Native git accepts the result: {@code git worktree list} shows it, {@code git fsck} is content, {@code git
     * status} in it is clean. No hook runs. Filters that are not built in (LFS) are not run: their files are checked out
     * as the repository holds them. The worktree is locked so that native git does not prune it.
     *
     * @param repository a repository
     * @param path where; must not exist; its parent does
     * @param branch a new branch
     * @param start where the branch starts
     * @return the worktree
     * @throws dev.sessionhub.spi.ProviderException {@code ALREADY_EXISTS} if branch or path exist; {@code NOT_FOUND} if
     *     the commit does not
     */
    Worktree addWorktree(Path repository, Path path, BranchName branch, CommitId start);

    /**
     * Makes a linked worktree from a directory that already holds the files, for a branch that exists; the index is
     * made anew from the branch, the files are not touched. Restores what {@link #detachWorktree} gave up. On a worktree
     * that has this branch already only the index is made anew, as after an import that moved the branch.
     *
     * @param repository a repository
     * @param path an existing directory without a {@code .git}, or with a {@code .git} file of this repository
     * @param branch an existing branch that is checked out nowhere
     * @return the worktree
     * @throws dev.sessionhub.spi.ProviderException {@code NOT_FOUND} if path or branch do not exist; {@code CONFLICT} if
     *     the branch is checked out elsewhere, or the directory is a worktree of another branch or repository
     */
    Worktree attachWorktree(Path repository, Path path, BranchName branch);

    /**
     * Makes the repository forget a worktree and keeps its files; only the worktree's administrative directory and its
     * {@code .git} file go. Does nothing if the repository knows no such worktree.
     *
     * @param repository a repository
     * @param path the worktree's directory, which may be missing
     */
    void detachWorktree(Path repository, Path path);

    /**
     * Makes the repository follow a worktree whose directory was moved, and puts another branch in the place of the one
     * that is checked out in it. Its index, its reflog and an operation in progress, such as a rebase, go on as they are.
     * Does nothing if the repository knows a worktree at neither path; can be done again.
     *
     * @param repository a repository
     * @param from where the worktree's directory was
     * @param to where it is
     * @param branch what is to be replaced where it is checked out in this worktree, or being rebased there
     * @param instead what takes its place; ignored if there is no such branch
     * @throws dev.sessionhub.spi.ProviderException {@code NOT_FOUND} if there is no directory at {@code to}; {@code
     *     CONFLICT} if another worktree is there, or {@code instead} is checked out elsewhere or at another commit than
     *     {@code branch}
     */
    void moveWorktree(Path repository, Path from, Path to, BranchName branch, BranchName instead);

    /**
     * All linked worktrees, the main one left out.
     *
     * @param repository a repository
     * @return sorted by path
     */
    List<Worktree> worktrees(Path repository);

    /**
     * The state of a worktree. Writes nothing, takes no lock.
     *
     * @param repository the repository the worktree was made from
     * @param worktree its directory
     * @param base what to count ahead and behind against
     * @return the state
     * @throws dev.sessionhub.spi.ProviderException {@code UNSUPPORTED} with the reason where the answer could be wrong
     */
    GitStatus status(Path repository, Path worktree, CommitId base);

    /**
     * Differences of a worktree's files, with renames found. Writes nothing, takes no lock.
     *
     * @param repository the repository the worktree was made from
     * @param worktree its directory
     * @param request from where, of what, how much
     * @return the differences
     * @throws dev.sessionhub.spi.ProviderException {@code NOT_FOUND} if the commit does not exist; {@code UNSUPPORTED}
     *     with the reason where the answer could be wrong
     */
    GitDiff diff(Path repository, Path worktree, DiffRequest request);

    /**
     * The same differences without bounds, as a patch that {@code git apply} accepts on the request's commit, binary
     * files included.
     *
     * @param repository the repository the worktree was made from
     * @param worktree its directory
     * @param request from where, of what; its bounds are ignored
     * @param out gets the patch; not closed
     */
    void patch(Path repository, Path worktree, DiffRequest request, OutputStream out);

    /**
     * Takes commits from a bundle and moves a branch to them.
     *
     * <p>The bundle is hostile input: object formats, names and connectivity are checked before the branch moves;
     * nothing but the one branch changes; a bundle over the instance's limit is refused.
     *
     * @param repository a repository
     * @param bundle a Git bundle, version 2 or 3; read to its end, not closed
     * @param reference the full name of the reference in the bundle to take
     * @param branch the branch to move
     * @param expected where the branch must be; empty if it must not exist
     * @return where the branch is now
     * @throws dev.sessionhub.spi.ProviderException {@code INVALID_REQUEST} if the bundle is broken, lacks the reference
     *     or needs commits that the repository does not have; {@code CONFLICT} if the branch is elsewhere or the new
     *     commit does not descend from it; {@code LIMIT_EXCEEDED}
     */
    CommitId importBundle(
            Path repository, InputStream bundle, String reference, BranchName branch, Optional<CommitId> expected);

    /**
     * Sets, makes or deletes a branch.
     *
     * @param repository a repository
     * @param branch the branch
     * @param expected where it must be; empty if it must not exist
     * @param target where it shall be; empty to delete it
     * @throws dev.sessionhub.spi.ProviderException {@code CONFLICT} if it is elsewhere, or is checked out in a worktree
     *     and would be deleted; {@code NOT_FOUND} if the target does not exist
     */
    void updateBranch(Path repository, BranchName branch, Optional<CommitId> expected, Optional<CommitId> target);

    /**
     * Pushes a branch to a remote of the repository's own configuration, never forced.
     *
     * @param repository a repository
     * @param remote the remote's name
     * @param branch the branch, which gets the same name there
     * @throws dev.sessionhub.spi.ProviderException {@code NOT_FOUND} if there is no such remote or branch, or the remote
     *     has no repository; {@code CONFLICT} if the remote refuses; {@code UNAUTHORIZED}; {@code UNAVAILABLE}
     */
    void push(Path repository, String remote, BranchName branch);

    /**
     * Git for sessions that must not reach the repository.
     *
     * @return always usable; belongs to this instance
     */
    IsolatedGit isolated();

    /** Releases what this instance holds. A second call does nothing. */
    @Override
    void close();
}
