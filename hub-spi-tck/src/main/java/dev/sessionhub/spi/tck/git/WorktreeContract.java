package dev.sessionhub.spi.tck.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.Worktree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Worktrees: native git must accept them, and nothing of them may be lost or left. */
public abstract class WorktreeContract extends GitBackendContract {

    private static final BranchName KEPT = new BranchName("kept");

    /** For extension. */
    protected WorktreeContract() {}

    @Test
    void native_git_accepts_a_new_worktree() {
        GitFixture worktree = worktree();
        assertThat(worktree.git("status", "--porcelain")).as("git status").isEmpty();
        assertThat(worktree.git("rev-parse", "--abbrev-ref", "HEAD"))
                .as("its branch")
                .isEqualTo(BRANCH.value());
        assertThat(base.git("worktree", "list", "--porcelain"))
                .as("git worktree list")
                .contains("worktree " + path + "\nHEAD " + start + "\nbranch refs/heads/hub/work\nlocked ");
        assertThat(base.git("fsck", "--strict")).as("git fsck").isEmpty();
        assertThat(worktree.git("ls-files", "--debug", "run.sh"))
                .as("stat of a file is known")
                .doesNotContain("ino: 0");
    }

    @Test
    void native_git_works_in_it_as_in_any_clone() {
        GitFixture worktree = worktree();
        worktree.write("readme.md", "other\n");
        worktree.git("stash");
        worktree.git("stash", "pop");
        worktree.commit("in the worktree");
        base.write("src/other.c", "x\n").commit("in the base");
        worktree.git("rebase", "-q", "main");
        assertThat(worktree.git("log", "--format=%s")).as("history").isEqualTo("in the worktree\nin the base\nfirst");
        worktree.git("checkout", "-q", "-b", "another");
        assertThat(base.git("fsck", "--no-dangling")).as("git fsck").isEmpty();
    }

    @Test
    void it_is_what_native_git_lists() {
        Worktree made = git.addWorktree(base.directory(), path, BRANCH, start);
        base.git("worktree", "add", "-q", "--detach", folder.resolve("native").toString());
        assertThat(made.branch()).as("branch").contains(BRANCH);
        assertThat(made.head()).as("head").contains(start);
        assertThat(made.locked()).as("reason of the lock").isPresent();
        List<Worktree> all = git.worktrees(base.directory());
        assertThat(all).as("both, sorted by path").hasSize(2).last().isEqualTo(made);
        assertThat(all.getFirst().branch()).as("branch of a detached one").isEmpty();
        assertThat(all.getFirst().head()).as("head of a detached one").contains(start);
    }

    @Test
    void files_are_as_native_git_writes_them() throws IOException {
        Files.createSymbolicLink(base.directory().resolve("link"), Path.of("src/../run.sh"));
        base.run(new byte[0], "config", "core.symlinks", "true");
        base.write("ünï/cödé", "x\n").write("line\nbreak", "y\n").write("empty", "");
        start = new CommitId(base.commit("more"));
        GitFixture worktree = worktree();
        assertThat(worktree.git("status", "--porcelain")).as("git status").isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolve("run.sh"))))
                .as("permissions of a program")
                .startsWith("rwx");
        assertThat(Files.readSymbolicLink(path.resolve("link")))
                .as("target of a link")
                .hasToString("src/../run.sh");
    }

    @Test
    void a_branch_or_path_that_exists_is_refused_and_nothing_changes() throws IOException {
        Files.createDirectory(path);
        String before = references();
        assertFails(Code.ALREADY_EXISTS, () -> git.addWorktree(base.directory(), path, BRANCH, start));
        assertFails(
                Code.ALREADY_EXISTS,
                () -> git.addWorktree(base.directory(), folder.resolve("new"), new BranchName("main"), start));
        assertThat(references()).as("references and worktrees").isEqualTo(before);
        assertThat(folder.resolve("new")).as("the new directory").doesNotExist();
    }

    @Test
    void a_commit_that_does_not_exist_is_refused_and_nothing_changes() {
        String before = references();
        CommitId missing = new CommitId("1".repeat(40));
        assertFails(Code.NOT_FOUND, () -> git.addWorktree(base.directory(), path, BRANCH, missing));
        assertFails(Code.NOT_FOUND, () -> git.addWorktree(base.directory(), folder.resolve("no/such"), BRANCH, start));
        assertThat(references()).as("references and worktrees").isEqualTo(before);
        assertThat(path).as("the directory").doesNotExist();
    }

    @Test
    void a_failure_in_the_middle_leaves_nothing() throws IOException {
        String blob = base.git("rev-parse", "HEAD:src/main.c");
        Files.delete(base.directory().resolve(".git/objects/" + blob.substring(0, 2) + "/" + blob.substring(2)));
        String before = references();
        assertFails(Code.UNSUPPORTED, () -> git.addWorktree(base.directory(), path, BRANCH, start));
        assertThat(references()).as("references and worktrees").isEqualTo(before);
        assertThat(path).as("the directory").doesNotExist();
    }

    @Test
    void a_branch_whose_name_is_taken_by_a_directory_is_refused_and_nothing_changes() {
        base.git("branch", "hub");
        String before = references();
        assertFails(Code.CONFLICT, () -> git.addWorktree(base.directory(), path, BRANCH, start));
        assertThat(references()).as("references and worktrees").isEqualTo(before);
        assertThat(path).as("the directory").doesNotExist();
    }

    @Test
    void many_are_made_at_once() throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Worktree>> tasks = IntStream.range(0, 20)
                    .<Callable<Worktree>>mapToObj(i -> () -> git.addWorktree(
                            base.directory(),
                            folder.resolve("w" + i + "/").resolve("same"),
                            new BranchName("hub/" + i),
                            start))
                    .toList();
            for (int i = 0; i < 20; i++) {
                base.write("../w" + i + "/keep", "");
            }
            for (Future<Worktree> made : threads.invokeAll(tasks)) {
                assertThat(base.in(made.get().path()).git("status", "--porcelain"))
                        .as("git status")
                        .isEmpty();
            }
        }
        assertThat(git.worktrees(base.directory())).as("worktrees").hasSize(20);
        assertThat(base.git("fsck", "--no-dangling")).as("git fsck").isEmpty();
    }

    @Test
    void of_two_that_want_the_same_branch_one_gets_it() throws InterruptedException {
        List<Callable<Worktree>> both = List.of(
                () -> git.addWorktree(base.directory(), folder.resolve("one"), BRANCH, start),
                () -> git.addWorktree(base.directory(), folder.resolve("two"), BRANCH, start));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long made = threads.invokeAll(both).stream()
                    .filter(future -> future.state() == Future.State.SUCCESS)
                    .count();
            assertThat(made).as("how many got it").isEqualTo(1);
        }
        assertThat(git.worktrees(base.directory())).as("worktrees").hasSize(1);
        assertThat(git.resolve(base.directory(), BRANCH.value()))
                .as("the branch")
                .contains(start);
    }

    @Test
    void a_detached_one_is_forgotten_and_its_files_stay() {
        GitFixture worktree = worktree();
        worktree.write("untracked", "precious\n");
        git.detachWorktree(base.directory(), path);
        assertThat(git.worktrees(base.directory())).as("worktrees").isEmpty();
        assertThat(path.resolve(".git")).as(".git").doesNotExist();
        assertThat(path.resolve("untracked")).as("a file").hasContent("precious\n");
        assertThat(git.resolve(base.directory(), BRANCH.value()))
                .as("the branch stays")
                .contains(start);
        git.detachWorktree(base.directory(), path);
        git.detachWorktree(base.directory(), folder.resolve("never"));
    }

    @Test
    void a_missing_one_is_listed_as_such_and_can_be_detached() throws IOException {
        worktree();
        Files.move(path, folder.resolve("elsewhere"));
        assertThat(git.worktrees(base.directory()))
                .as("worktrees")
                .singleElement()
                .satisfies(w -> assertThat(w.missing()).as("missing").isTrue());
        git.detachWorktree(base.directory(), path);
        assertThat(git.worktrees(base.directory())).as("worktrees").isEmpty();
    }

    @Test
    void a_detached_one_is_attached_again_with_its_changes() throws IOException {
        GitFixture worktree = worktree();
        worktree.write("readme.md", "changed\n").write("untracked", "new\n");
        git.detachWorktree(base.directory(), path);
        Path moved = Files.move(path, folder.resolve("moved"));
        Worktree again = git.attachWorktree(base.directory(), moved, BRANCH);
        assertThat(again.path()).as("path").isEqualTo(moved);
        assertThat(base.in(moved).git("status", "--porcelain")).as("git status").isEqualTo("M readme.md\n?? untracked");
        assertThat(git.status(base.directory(), moved, start).entries())
                .as("status")
                .hasSize(2);
        assertThat(base.git("fsck", "--no-dangling")).as("git fsck").isEmpty();
    }

    @Test
    void a_moved_one_is_followed_with_all_that_git_knows_of_it() throws IOException {
        GitFixture worktree = worktree();
        worktree.write("readme.md", "staged\n").git("add", "readme.md");
        worktree.write("readme.md", "not staged\n").git("reset", "-q", "--soft", "HEAD");
        String status = worktree.git("status", "--porcelain");
        String reflog = worktree.git("reflog");
        base.git("branch", "kept", start.value());
        Path moved = Files.move(path, folder.resolve("moved"));
        git.moveWorktree(base.directory(), path, moved, BRANCH, KEPT);
        git.moveWorktree(base.directory(), path, moved, BRANCH, KEPT);
        git.updateBranch(base.directory(), BRANCH, Optional.of(start), Optional.empty());
        GitFixture there = base.in(moved);
        assertThat(there.git("status", "--porcelain")).as("git status").isEqualTo(status);
        assertThat(there.git("reflog")).as("git reflog").isEqualTo(reflog).isNotEmpty();
        assertThat(there.git("rev-parse", "--abbrev-ref", "HEAD"))
                .as("its branch")
                .isEqualTo(KEPT.value());
        assertThat(base.git("worktree", "list", "--porcelain"))
                .as("git worktree list")
                .contains("worktree " + moved + "\n")
                .doesNotContain("prunable");
        base.git("gc", "-q", "--prune=now");
        assertThat(there.git("show", ":readme.md")).as("what is staged").isEqualTo("staged");
        assertThat(base.git("fsck", "--no-dangling")).as("git fsck").isEmpty();
    }

    @Test
    void a_rebase_in_progress_goes_on_after_a_move_there_and_back() throws IOException {
        GitFixture worktree = worktree();
        worktree.write("readme.md", "theirs\n");
        CommitId tip = new CommitId(worktree.commit("in the worktree"));
        base.write("readme.md", "ours\n").commit("in the base");
        assertThat(worktree.run(new byte[0], "rebase", "main").status())
                .as("a conflict")
                .isNotZero();
        String status = worktree.git("status");
        base.git("branch", "kept", tip.value());
        Path moved = Files.move(path, folder.resolve("moved"));
        git.moveWorktree(base.directory(), path, moved, BRANCH, KEPT);
        git.updateBranch(base.directory(), BRANCH, Optional.of(tip), Optional.empty());
        assertThat(base.in(moved).git("status"))
                .as("git status")
                .isEqualTo(status.replace(BRANCH.value(), KEPT.value()));
        Files.move(moved, path);
        git.updateBranch(base.directory(), BRANCH, Optional.empty(), Optional.of(tip));
        git.moveWorktree(base.directory(), moved, path, KEPT, BRANCH);
        assertThat(worktree.git("status")).as("git status, back again").isEqualTo(status);
        worktree.write("readme.md", "both\n").git("add", "readme.md");
        worktree.git("-c", "core.editor=true", "rebase", "--continue");
        assertThat(worktree.git("log", "--format=%s", BRANCH.value()))
                .as("history")
                .isEqualTo("in the worktree\nin the base\nfirst");
    }

    @Test
    void a_move_that_cannot_be_followed_is_refused_and_one_of_nothing_is_nothing() throws IOException {
        worktree();
        Path other = folder.resolve("other");
        base.git("worktree", "add", "-q", "-b", "other", other.toString());
        String before = references();
        assertFails(
                Code.NOT_FOUND,
                () -> moved(() -> git.moveWorktree(base.directory(), path, folder.resolve("none"), BRANCH, KEPT)));
        assertFails(
                Code.CONFLICT,
                () -> moved(() -> git.moveWorktree(base.directory(), path, other, BRANCH, new BranchName("kept"))));
        assertFails(
                Code.CONFLICT,
                () -> moved(() -> git.moveWorktree(base.directory(), path, path, BRANCH, new BranchName("other"))));
        git.moveWorktree(base.directory(), folder.resolve("never"), folder.resolve("neither"), BRANCH, KEPT);
        assertThat(references()).as("references and worktrees").isEqualTo(before);
    }

    private static Object moved(Runnable move) {
        move.run();
        return move;
    }

    @Test
    void what_cannot_be_attached_is_refused() throws IOException {
        worktree();
        Path other = Files.createDirectory(folder.resolve("other"));
        assertFails(Code.CONFLICT, () -> git.attachWorktree(base.directory(), other, BRANCH));
        assertFails(Code.NOT_FOUND, () -> git.attachWorktree(base.directory(), other, new BranchName("none")));
        base.git("branch", "free");
        BranchName free = new BranchName("free");
        assertFails(Code.NOT_FOUND, () -> git.attachWorktree(base.directory(), folder.resolve("none"), free));
        GitFixture foreign = GitFixture.init(folder.resolve("foreign"));
        assertFails(Code.CONFLICT, () -> git.attachWorktree(base.directory(), foreign.directory(), free));
        assertFails(Code.CONFLICT, () -> git.attachWorktree(base.directory(), path, free));
        assertThat(git.worktrees(base.directory())).as("worktrees").hasSize(1);
    }

    @Test
    void attaching_once_more_makes_the_index_anew() {
        GitFixture worktree = worktree();
        worktree.write("staged", "x\n");
        worktree.git("add", "staged");
        git.attachWorktree(base.directory(), path, BRANCH);
        assertThat(worktree.git("status", "--porcelain")).as("git status").isEqualTo("?? staged");
        assertThat(git.branches(base.directory()))
                .as("the branch's place")
                .anyMatch(branch -> branch.checkedOutAt().equals(Optional.of(path)));
    }
}
