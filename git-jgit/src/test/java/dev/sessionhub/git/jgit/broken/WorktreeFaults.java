package dev.sessionhub.git.jgit.broken;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.Worktree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** What can be wrong about worktrees. */
final class WorktreeFaults {

    static final List<Fault> ALL = List.of(
            Fault.then(
                    "Worktrees.native_git_accepts_a_new_worktree",
                    "git worktree list",
                    "addWorktree",
                    call -> call.git().git("worktree", "unlock", path(call, 1))),
            Fault.then(
                    "Worktrees.native_git_works_in_it_as_in_any_clone",
                    "git stash failed",
                    "addWorktree",
                    call -> Call.io(() -> Files.createFile(administration(call).resolve("index.lock")))),
            new Fault(
                    "Worktrees.it_is_what_native_git_lists",
                    "both, sorted by path",
                    "worktrees",
                    call -> call.<List<Worktree>>honest().reversed()),
            Fault.then(
                    "Worktrees.files_are_as_native_git_writes_them",
                    "git status",
                    "addWorktree",
                    call -> Call.delete(call.<Path>argument(1).resolve("empty"))),
            Fault.silent(
                    "Worktrees.a_branch_or_path_that_exists_is_refused_and_nothing_changes",
                    "addWorktree",
                    Code.ALREADY_EXISTS),
            Fault.leaving(
                    "Worktrees.a_commit_that_does_not_exist_is_refused_and_nothing_changes",
                    "the directory",
                    "addWorktree",
                    call -> call.<Path>argument(1).toFile().mkdir()),
            Fault.leaving(
                    "Worktrees.a_failure_in_the_middle_leaves_nothing",
                    "references and worktrees",
                    "addWorktree",
                    call -> call.git().git("branch", call.argument(2).toString())),
            Fault.mistaken(
                    "Worktrees.a_branch_whose_name_is_taken_by_a_directory_is_refused_and_nothing_changes",
                    "addWorktree",
                    Code.CONFLICT,
                    Code.ALREADY_EXISTS),
            new Fault(
                    "Worktrees.many_are_made_at_once",
                    "worktrees",
                    "worktrees",
                    call -> call.<List<Worktree>>honest().stream().limit(10).toList()),
            new Fault(
                    "Worktrees.of_two_that_want_the_same_branch_one_gets_it",
                    "how many got it",
                    "addWorktree",
                    WorktreeFaults::thatOfSomebodyElse),
            Fault.then(
                    "Worktrees.a_detached_one_is_forgotten_and_its_files_stay",
                    "a file",
                    "detachWorktree",
                    call -> Call.delete(call.<Path>argument(1).resolve("untracked"))),
            new Fault(
                    "Worktrees.a_missing_one_is_listed_as_such_and_can_be_detached",
                    "worktrees",
                    "worktrees",
                    call -> call.<List<Worktree>>honest().stream()
                            .filter(worktree -> !worktree.missing())
                            .toList()),
            Fault.then(
                    "Worktrees.a_detached_one_is_attached_again_with_its_changes",
                    "git status",
                    "attachWorktree",
                    call -> call.git(call.argument(1)).git("reset", "-q", "--hard")),
            Fault.then(
                    "Worktrees.a_moved_one_is_followed_with_all_that_git_knows_of_it",
                    "git status",
                    "moveWorktree",
                    call -> call.git(call.argument(2)).git("reset", "-q")),
            Fault.then(
                    "Worktrees.a_rebase_in_progress_goes_on_after_a_move_there_and_back",
                    "git status",
                    "moveWorktree",
                    call -> call.git(call.argument(2)).git("rebase", "--quit")),
            Fault.silent(
                    "Worktrees.a_move_that_cannot_be_followed_is_refused_and_one_of_nothing_is_nothing",
                    "moveWorktree",
                    Code.CONFLICT),
            Fault.silent("Worktrees.what_cannot_be_attached_is_refused", "attachWorktree", Code.NOT_FOUND),
            new Fault(
                    "Worktrees.attaching_once_more_makes_the_index_anew",
                    "git status",
                    "attachWorktree",
                    call -> call.good().worktrees(call.repository()).getFirst()));

    private WorktreeFaults() {}

    private static String path(Call call, int index) {
        return call.argument(index).toString();
    }

    private static Path administration(Call call) {
        return worktree(call, found -> found.path().equals(call.argument(1))).administrativeDirectory();
    }

    private static Object thatOfSomebodyElse(Call call) {
        try {
            return call.honest();
        } catch (ProviderException _) {
            return worktree(call, _ -> true);
        }
    }

    private static Worktree worktree(Call call, Predicate<Worktree> wanted) {
        return call.good().worktrees(call.repository()).stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow();
    }
}
