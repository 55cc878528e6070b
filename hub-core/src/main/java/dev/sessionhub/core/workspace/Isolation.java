package dev.sessionhub.core.workspace;

import dev.sessionhub.core.workspace.inside.SessionGit;
import dev.sessionhub.spi.container.BindMount;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.GitBackend;
import dev.sessionhub.spi.git.IsolatedGit;
import dev.sessionhub.spi.git.PrivateGit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What keeps an isolated session apart from the repository it was made from: a Git directory of its own in {@code
 * sessions/ID/git} of the data directory, shown to it in the place of the worktree's. The hub's own administrative
 * directory of the worktree stays out of its reach.
 *
 * <p>Where the session sees no file of the hub's machine at all, its files are a repository of their own, with a Git
 * directory in the usual place that holds all it needs, so that they can be carried to where it runs and back.
 */
public final class Isolation {

    private static final String OBJECTS = "/hub/base-objects";
    private static final String POINTER = "dot-git";
    private static final String GIT = "git";
    private static final String CARRIED = "carried";
    private static final String INSIDE = ".git";

    private final Path sessions;
    private final Supplier<GitBackend> git;

    /**
     * Isolation of sessions.
     *
     * @param data the data directory
     * @param git gives the Git back end
     */
    public Isolation(Path data, Supplier<GitBackend> git) {
        this.sessions = data.resolve("sessions");
        this.git = git;
    }

    /**
     * Whether a session has a Git directory of its own.
     *
     * @param worktree the files
     * @return false if its git works with the repository's
     */
    public boolean covers(Worktree worktree) {
        return Files.isDirectory(directory(worktree), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Makes the Git directory, or finds it made.
     *
     * @param worktree the files, made
     * @return what the session must see besides its files, in the order in which it is to be mounted
     * @throws dev.sessionhub.core.failure.HubException if it cannot be written
     * @throws dev.sessionhub.spi.ProviderException from the Git back end
     */
    public List<BindMount> mounts(Worktree worktree) {
        Path home = home(worktree);
        Path pointer = home.resolve(POINTER);
        try {
            Files.createDirectories(home);
            if (!Files.exists(pointer, LinkOption.NOFOLLOW_LINKS)) {
                Files.writeString(pointer, "gitdir: " + SessionGit.DIRECTORY + "\n");
            }
        } catch (IOException failure) {
            throw FileTrouble.of("the Git directory of the session cannot be made in " + home, failure);
        }
        List<PrivateGit.Borrowed> borrowed = isolated()
                .make(
                        worktree.repository(),
                        privateGit(worktree),
                        new PrivateGit.Sight(ContainerSpec.WORKSPACE_TARGET, Optional.of(OBJECTS), base(worktree)));
        List<BindMount> mounts = new ArrayList<>();
        mounts.add(new BindMount(pointer, ContainerSpec.WORKSPACE_TARGET + "/.git", true));
        mounts.add(new BindMount(directory(worktree), SessionGit.DIRECTORY, false));
        borrowed.forEach(objects -> mounts.add(new BindMount(objects.source(), objects.target(), true)));
        return mounts;
    }

    /**
     * Makes the files a repository of their own, or finds it made.
     *
     * @param worktree the files, made
     * @throws dev.sessionhub.core.failure.HubException if it cannot be written
     * @throws dev.sessionhub.spi.ProviderException from the Git back end
     */
    public void standAlone(Worktree worktree) {
        Path inside = worktree.path().resolve(INSIDE);
        try {
            Files.createDirectories(home(worktree));
            Files.writeString(home(worktree).resolve(CARRIED), "");
            if (Files.isRegularFile(inside, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(inside);
            }
        } catch (IOException failure) {
            throw FileTrouble.of("the Git directory of the session cannot be made in " + worktree.path(), failure);
        }
        isolated()
                .make(
                        worktree.repository(),
                        privateGit(worktree),
                        new PrivateGit.Sight(ContainerSpec.WORKSPACE_TARGET, Optional.empty(), base(worktree)));
    }

    /** Where the session sees its Git directory. */
    String seenAt(Worktree worktree) {
        return isCarried(worktree) ? ContainerSpec.WORKSPACE_TARGET + "/" + INSIDE : SessionGit.DIRECTORY;
    }

    /**
     * Whether a session's files are a repository of their own, which travels.
     *
     * @param worktree the files
     * @return false if the session sees the hub's
     */
    public boolean isCarried(Worktree worktree) {
        return Files.isRegularFile(home(worktree).resolve(CARRIED), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Gives what a session may only read to the user whom its provider has given the files, because git trusts nobody
     * else's.
     *
     * @param worktree the files
     * @throws dev.sessionhub.core.failure.HubException if the hub may not do that
     */
    public void share(Worktree worktree) {
        try {
            Owner.same(home(worktree).resolve(POINTER), worktree.path());
        } catch (IOException failure) {
            throw FileTrouble.of("the session's user cannot be given its .git file", failure);
        }
    }

    /**
     * Spares both sides to read files again that have got another owner. To be called before anything of the session has
     * run.
     *
     * @param worktree the files
     * @throws dev.sessionhub.spi.ProviderException from the Git back end
     */
    public void settle(Worktree worktree) {
        isolated().settle(worktree.repository(), privateGit(worktree));
    }

    /**
     * Brings what an isolated session has committed to its branch in the repository.
     *
     * @param worktree the files
     * @return what was taken; empty if the session is not isolated
     * @throws dev.sessionhub.spi.ProviderException as {@link IsolatedGit#take}
     */
    public Optional<PrivateGit.Taken> take(Worktree worktree) {
        return covers(worktree)
                ? Optional.of(isolated().take(worktree.repository(), privateGit(worktree)))
                : Optional.empty();
    }

    /** The same of a session that does not run; afterwards the Git back end can tell the state of its files. */
    void takeAndRenew(Worktree worktree) {
        isolated().take(worktree.repository(), privateGit(worktree));
        isolated().renew(worktree.repository(), privateGit(worktree));
    }

    /** Commits of any of its branches that the repository has nowhere else. */
    int ownCommits(Worktree worktree) {
        return isolated().ownCommits(worktree.repository(), privateGit(worktree));
    }

    /** Forgets what the repository keeps of it besides its branch. */
    void forget(Worktree worktree) {
        isolated().forget(worktree.repository(), worktree.sessionId().toString());
    }

    private IsolatedGit isolated() {
        return git.get().isolated();
    }

    private static List<BranchName> base(Worktree worktree) {
        return Stream.of(worktree.base())
                .filter(BranchName::isValid)
                .map(BranchName::new)
                .toList();
    }

    private PrivateGit privateGit(Worktree worktree) {
        return new PrivateGit(
                worktree.path(),
                worktree.branch(),
                directory(worktree),
                worktree.sessionId().toString());
    }

    private Path directory(Worktree worktree) {
        return isCarried(worktree)
                ? worktree.path().resolve(INSIDE)
                : home(worktree).resolve(GIT);
    }

    private Path home(Worktree worktree) {
        return sessions.resolve(worktree.sessionId().toString());
    }
}
