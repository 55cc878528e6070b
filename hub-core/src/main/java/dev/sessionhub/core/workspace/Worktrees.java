package dev.sessionhub.core.workspace;

import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.GitBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Makes the files of sessions, and finds those that nobody knows. */
public final class Worktrees {

    private final Path root;
    private final Supplier<GitBackend> git;

    /**
     * Worktrees in a directory.
     *
     * @param root where all of them are
     * @param git gives the Git back end
     */
    public Worktrees(Path root, Supplier<GitBackend> git) {
        this.root = root;
        this.git = git;
    }

    /**
     * Where the files of a session are going to be.
     *
     * @param project slug of the project's name
     * @param name slug of the session's name
     * @param id the session
     * @return a directory that no other session has
     */
    public Path place(String project, String name, UUID id) {
        return root.resolve(project).resolve(name + "-" + id.toString().substring(0, 8));
    }

    /**
     * Makes the files of a session, or finds them made.
     *
     * @param worktree what is wanted
     * @throws HubException if they cannot be made, or were there and are gone
     * @throws dev.sessionhub.spi.ProviderException from the Git back end
     */
    public void make(Worktree worktree) {
        try {
            Optional<Marker> marker = Marker.read(worktree.path());
            if (marker.isPresent() && !marker.get().sessionId().equals(worktree.sessionId())) {
                throw new HubException(
                        FailureCode.WORKSPACE_UNAVAILABLE, worktree.path() + " belongs to another session");
            }
            if (marker.isPresent() && marker.get().made()) {
                requireFiles(worktree);
                return;
            }
            Files.createDirectories(worktree.path().resolveSibling(""));
            if (marker.isPresent()) {
                clearUnfinished(worktree);
            } else {
                requireFree(worktree);
                new Marker(worktree.sessionId(), false).write(worktree.path());
            }
            git.get().addWorktree(worktree.repository(), worktree.path(), worktree.branch(), worktree.baseCommit());
            new Marker(worktree.sessionId(), true).write(worktree.path());
        } catch (IOException failure) {
            throw FileTrouble.of("the files of the session cannot be made at " + worktree.path(), failure);
        }
    }

    /**
     * Directories that are no session's, as far as the hub knows. Nothing is done to them.
     *
     * @param known where the files of all sessions are
     * @return sorted
     */
    public List<Path> unknown(Set<Path> known) {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> projects = Files.list(root)) {
            for (Path project : projects.filter(Worktrees::isVisibleDirectory).toList()) {
                try (Stream<Path> worktrees = Files.list(project)) {
                    worktrees
                            .filter(Worktrees::isVisibleDirectory)
                            .filter(path -> !known.contains(path))
                            .forEach(found::add);
                }
            }
        } catch (IOException _) {
            return List.of();
        }
        return found.stream().sorted().toList();
    }

    private void requireFiles(Worktree worktree) {
        if (!Files.isDirectory(worktree.path(), LinkOption.NOFOLLOW_LINKS)) {
            throw new HubException(
                    FailureCode.WORKSPACE_UNAVAILABLE,
                    "the files of the session are gone from %s; its commits are on the branch %s"
                            .formatted(worktree.path(), worktree.branch()));
        }
    }

    private void requireFree(Worktree worktree) {
        if (tip(worktree.repository(), worktree.branch()).isPresent()) {
            throw inUse(worktree.branch());
        }
        if (Files.exists(worktree.path(), LinkOption.NOFOLLOW_LINKS)) {
            throw new HubException(
                    FailureCode.WORKSPACE_UNAVAILABLE, worktree.path() + " exists and is no session's; move it away");
        }
    }

    /** The hub was killed while it made them: no program has seen them yet. What is there is moved aside all the same. */
    private void clearUnfinished(Worktree worktree) throws IOException {
        git.get().detachWorktree(worktree.repository(), worktree.path());
        if (Files.exists(worktree.path(), LinkOption.NOFOLLOW_LINKS)) {
            Path aside = root.resolve(".unfinished");
            Files.createDirectories(aside);
            Files.move(worktree.path(), aside.resolve(worktree.sessionId() + "-" + UUID.randomUUID()));
        }
        Optional<CommitId> tip = tip(worktree.repository(), worktree.branch());
        if (tip.isPresent() && !tip.get().equals(worktree.baseCommit())) {
            throw inUse(worktree.branch());
        }
        if (tip.isPresent()) {
            git.get().updateBranch(worktree.repository(), worktree.branch(), tip, Optional.empty());
        }
    }

    private Optional<CommitId> tip(Path repository, BranchName branch) {
        return git.get().resolve(repository, branch.reference());
    }

    private static HubException inUse(BranchName branch) {
        return new HubException(
                FailureCode.BRANCH_IN_USE, "the branch " + branch + " exists already; choose another name");
    }

    /** A path as Git knows it, also of what is gone. */
    static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException _) {
            return path.getParent() == null ? path : real(path.getParent()).resolve(path.getFileName());
        }
    }

    private static boolean isVisibleDirectory(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                && !String.valueOf(path.getFileName()).startsWith(".");
    }
}
