package dev.sessionhub.core.workspace;

import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.GitBackend;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Where the files of deleted sessions wait. They are moved there as they are, and back. Git follows them, so that it keeps
 * what is staged, a rebase in progress and the reflog, and collects nothing of that as garbage. The branch becomes {@code
 * hub-trash/ID}, so that its name is free again.
 */
public final class Quarantine {

    private static final String FILES = "files";

    private final List<Path> roots;
    private final Path worktrees;
    private final Supplier<GitBackend> git;
    private final Isolation isolation;

    /**
     * A quarantine.
     *
     * @param data the data directory
     * @param worktrees where the files of sessions are; also holds the quarantine if that is on another disk
     * @param git gives the Git back end
     */
    public Quarantine(Path data, Path worktrees, Supplier<GitBackend> git) {
        this.roots = List.of(data.resolve("quarantine"), worktrees.resolve(".quarantine"));
        this.worktrees = worktrees;
        this.git = git;
        this.isolation = new Isolation(data, git);
    }

    /**
     * Moves the files of a session away and hides its branch. Can be done again at any point.
     *
     * @param worktree the files
     * @return where they are now; empty if there were none
     * @throws HubException if they are not certainly this session's, or cannot be moved
     * @throws ProviderException from the Git back end
     */
    public Optional<Path> put(Worktree worktree) {
        try {
            boolean marked = isMarked(worktree);
            Optional<Path> home = home(worktree.sessionId());
            if (home.isEmpty() && Files.isDirectory(worktree.path(), LinkOption.NOFOLLOW_LINKS)) {
                requireOwn(worktree, marked);
                ifRepositoryExists(() -> trash(worktree).keepHead());
                home = Optional.of(move(worktree));
            }
            Optional<Path> files = home.map(found -> found.resolve(FILES));
            ifRepositoryExists(() -> {
                if (marked || isAttached(worktree)) {
                    hide(worktree, files);
                }
            });
            if (marked) {
                Marker.delete(worktree.path());
            }
            return home;
        } catch (IOException failure) {
            throw FileTrouble.of("the files of the session cannot be moved from " + worktree.path(), failure);
        }
    }

    private void hide(Worktree worktree, Optional<Path> files) {
        TrashBranch trash = trash(worktree);
        trash.keep(worktree.branch());
        files.ifPresentOrElse(
                now -> git.get()
                        .moveWorktree(worktree.repository(), worktree.path(), now, worktree.branch(), trash.name()),
                () -> git.get().detachWorktree(worktree.repository(), worktree.path()));
        trash.free(worktree.branch());
    }

    /**
     * Moves the files of a session back and makes its branch again; where there are no files, because somebody removed
     * them by hand, makes them anew from the branch's commits. Can be done again at any point.
     *
     * @param worktree the files as they were
     * @throws HubException {@code NOT_RESTORABLE}, {@code BRANCH_IN_USE}, {@code WORKSPACE_UNAVAILABLE}
     * @throws ProviderException from the Git back end
     */
    public void restore(Worktree worktree) {
        try {
            Optional<Path> home = home(worktree.sessionId());
            if (home.isPresent()) {
                requireVacant(worktree);
                trash(worktree).reveal(worktree.branch());
                Files.createDirectories(worktree.path().resolveSibling(""));
                new Marker(worktree.sessionId(), true).write(worktree.path());
                Files.move(home.get().resolve(FILES), worktree.path(), StandardCopyOption.ATOMIC_MOVE);
                Files.delete(home.get());
                Marker.delete(home.get());
            } else if (!isComplete(worktree)) {
                rebuild(worktree);
            }
            attach(worktree);
            trash(worktree).forget();
        } catch (IOException failure) {
            throw FileTrouble.of("the files of the session cannot be moved back to " + worktree.path(), failure);
        }
    }

    private void rebuild(Worktree worktree) {
        CommitId kept = trash(worktree)
                .commit()
                .orElseThrow(() -> new HubException(
                        FailureCode.NOT_RESTORABLE, "the files of the session are no longer in quarantine"));
        new Worktrees(worktrees, git).make(worktree.startingAt(kept));
    }

    private void attach(Worktree worktree) {
        for (Path root : roots) {
            git.get()
                    .moveWorktree(
                            worktree.repository(),
                            files(root, worktree),
                            worktree.path(),
                            trash(worktree).name(),
                            worktree.branch());
        }
        if (!isAttached(worktree)) {
            git.get().attachWorktree(worktree.repository(), worktree.path(), worktree.branch());
        }
    }

    private static Path files(Path root, Worktree worktree) {
        return root.resolve(worktree.sessionId().toString()).resolve(FILES);
    }

    /**
     * Removes the files of a deleted session for good.
     *
     * @param worktree the files as they were
     * @param keepsakes where what sessions keep beside their files is, in a folder each
     * @throws HubException if what is there is not certainly this session's
     */
    public void purge(Worktree worktree, Path keepsakes) {
        try {
            for (Path root : roots) {
                Path home = root.resolve(worktree.sessionId().toString());
                if (Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)) {
                    requireInside(home, root);
                    requireMarked(home, worktree.sessionId());
                    Tree.delete(home);
                    Marker.delete(home);
                }
            }
            Path keepsake = keepsakes.resolve(worktree.sessionId().toString());
            if (Files.isDirectory(keepsake, LinkOption.NOFOLLOW_LINKS)) {
                requireInside(keepsake, keepsakes);
                Tree.delete(keepsake);
            }
            ifRepositoryExists(() -> {
                roots.forEach(root -> git.get().detachWorktree(worktree.repository(), files(root, worktree)));
                trash(worktree).forget();
                trash(worktree).forgetHead();
                isolation.forget(worktree);
            });
        } catch (IOException failure) {
            throw FileTrouble.of("the files of the session cannot be removed", failure);
        }
    }

    /** The folder of a session that holds its files. */
    private Optional<Path> home(UUID id) throws IOException {
        for (Path root : roots) {
            Path home = root.resolve(id.toString());
            if (Files.isDirectory(home.resolve(FILES), LinkOption.NOFOLLOW_LINKS)) {
                requireMarked(home, id);
                return Optional.of(home);
            }
        }
        return Optional.empty();
    }

    private Path move(Worktree worktree) throws IOException {
        for (Path root : roots) {
            Path home = root.resolve(worktree.sessionId().toString());
            Files.createDirectories(home);
            new Marker(worktree.sessionId(), true).write(home);
            try {
                Files.move(worktree.path(), home.resolve(FILES), StandardCopyOption.ATOMIC_MOVE);
                return home;
            } catch (AtomicMoveNotSupportedException _) {
                Files.delete(home);
                Marker.delete(home);
            }
        }
        throw new IOException("neither " + roots.getFirst() + " nor " + roots.getLast() + " is on the same disk");
    }

    private void requireOwn(Worktree worktree, boolean marked) throws IOException {
        requireInside(worktree.path(), worktrees);
        if (!marked) {
            throw new HubException(
                    FailureCode.WORKSPACE_UNAVAILABLE,
                    worktree.path() + " is not marked as this session's and is left alone; move it away by hand");
        }
    }

    private static boolean isMarked(Worktree worktree) throws IOException {
        return Marker.read(worktree.path())
                .filter(marker -> marker.sessionId().equals(worktree.sessionId()))
                .isPresent();
    }

    /** Whether the files are there, all of them. */
    private static boolean isComplete(Worktree worktree) throws IOException {
        return Files.isDirectory(worktree.path(), LinkOption.NOFOLLOW_LINKS)
                && isMarked(worktree)
                && Marker.read(worktree.path()).filter(Marker::made).isPresent();
    }

    private static void requireVacant(Worktree worktree) {
        if (Files.exists(worktree.path(), LinkOption.NOFOLLOW_LINKS)) {
            throw new HubException(
                    FailureCode.WORKSPACE_UNAVAILABLE, worktree.path() + " is in the way; move it away and try again");
        }
    }

    /** Whatever links were put in between: the directory has to lie in the other one in truth. */
    private static void requireInside(Path directory, Path root) throws IOException {
        Path real = directory.toRealPath();
        if (!real.startsWith(root.toRealPath()) || real.equals(root.toRealPath())) {
            throw new HubException(
                    FailureCode.WORKSPACE_UNAVAILABLE, directory + " does not lie in " + root + " and is left alone");
        }
    }

    private static void requireMarked(Path home, UUID id) throws IOException {
        if (Marker.read(home).filter(marker -> marker.sessionId().equals(id)).isEmpty()) {
            throw new HubException(
                    FailureCode.WORKSPACE_UNAVAILABLE, home + " is not marked as this session's and is left alone");
        }
    }

    private boolean isAttached(Worktree worktree) {
        Path real = Worktrees.real(worktree.path());
        return git.get().worktrees(worktree.repository()).stream()
                .anyMatch(known ->
                        known.path().equals(worktree.path()) || known.path().equals(real));
    }

    private TrashBranch trash(Worktree worktree) {
        return new TrashBranch(git.get(), worktree);
    }

    /** A repository that is gone must not keep its sessions from being deleted. */
    private static void ifRepositoryExists(Runnable work) {
        try {
            work.run();
        } catch (ProviderException failure) {
            if (failure.code() != Code.NOT_FOUND && failure.code() != Code.INVALID_REQUEST) {
                throw failure;
            }
        }
    }
}
