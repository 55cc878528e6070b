package dev.sessionhub.git.jgit.broken;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.DiffRequest;
import dev.sessionhub.spi.git.FileChange;
import dev.sessionhub.spi.git.GitDiff;
import dev.sessionhub.spi.git.GitDiff.FileDiff;
import dev.sessionhub.spi.git.GitStatus;
import dev.sessionhub.spi.git.GitStatus.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What can be wrong about status and differences. */
final class StatusFaults {

    private static final String AS_GIT = "Properties.status_and_differences_are_those_of_native_git";

    static final List<Fault> ALL = List.of(
            new Fault(
                    "Statuses.a_new_worktree_is_clean_and_even_with_its_base",
                    "ahead",
                    "status",
                    call -> counted(call, 1, 0)),
            new Fault("Statuses.commits_are_counted_on_both_sides", "ahead", "status", call -> counted(call, 0, 0)),
            entries(
                    "Statuses.a_merge_in_conflict_is_told",
                    entry -> entry.unstaged() == FileChange.CONFLICTED ? unstaged(entry, FileChange.MODIFIED) : entry),
            entries(
                    "Statuses.a_name_that_is_only_intended_to_be_added_is_an_unstaged_addition",
                    entry -> unstaged(entry, FileChange.UNTRACKED)),
            new Fault(
                    "Statuses.a_change_that_keeps_size_and_time_is_seen",
                    "status",
                    "status",
                    call -> with(call.honest(), List.of())),
            Fault.then(
                    "Statuses.nothing_is_written_by_looking",
                    "files of the repository and their times",
                    "status",
                    call -> call.git(call.argument(1)).git("update-index", "--refresh")),
            new Fault("Statuses.a_lock_does_not_hinder_looking", "is locked", "status", StatusFaults::waiting),
            Fault.then(
                    "Statuses.line_ends_are_converted_as_native_git_does",
                    "text=auto",
                    "addWorktree",
                    call -> Call.io(
                            () -> Files.writeString(call.<Path>argument(1).resolve("d"), "x\n"))),
            files("Statuses.differences_have_hunks_with_numbered_lines", "hunks", StatusFaults::withoutHunks),
            files(
                    "Statuses.a_renamed_file_and_a_binary_one_are_told",
                    "where it was",
                    file -> new FileDiff(
                            file.newPath(),
                            file.newPath(),
                            file.change(),
                            file.binary(),
                            file.additions(),
                            file.deletions(),
                            file.hunks())),
            new Fault(
                    "Statuses.bounds_are_kept_and_the_counts_stay_right", "truncated", "diff", StatusFaults::boundless),
            Fault.mistaken("Statuses.what_does_not_exist_is_not_found", "diff", Code.NOT_FOUND, Code.INVALID_REQUEST),
            entries(AS_GIT, entry -> new Entry(entry.path(), Optional.empty(), FileChange.NONE, entry.unstaged())),
            files(
                    AS_GIT,
                    "lines added and deleted",
                    file -> new FileDiff(
                            file.oldPath(),
                            file.newPath(),
                            file.change(),
                            file.binary(),
                            file.additions() + 1,
                            file.deletions(),
                            file.hunks())),
            new Fault(AS_GIT, "the tree after git apply of the patch", "patch", _ -> "nothing is written"));

    private StatusFaults() {}

    private static Fault entries(String clause, UnaryOperator<Entry> change) {
        return new Fault(clause, "status", "status", call -> {
            GitStatus status = call.honest();
            return with(status, status.entries().stream().map(change).toList());
        });
    }

    private static Fault files(String clause, String says, UnaryOperator<FileDiff> change) {
        return new Fault(clause, says, "diff", call -> {
            GitDiff diff = call.honest();
            List<FileDiff> files = diff.files().stream().map(change).toList();
            return new GitDiff(files, diff.additions(), diff.deletions(), diff.truncated());
        });
    }

    private static Entry unstaged(Entry entry, FileChange change) {
        return new Entry(entry.path(), entry.previousPath(), entry.staged(), change);
    }

    private static GitStatus with(GitStatus status, List<Entry> entries) {
        return new GitStatus(
                status.branch(), status.head(), status.base(), status.ahead(), status.behind(), entries, false);
    }

    private static GitStatus counted(Call call, int ahead, int behind) {
        GitStatus status = call.honest();
        return new GitStatus(
                status.branch(), status.head(), status.base(), ahead, behind, status.entries(), status.truncated());
    }

    private static Object waiting(Call call) {
        Path worktree = call.argument(1);
        Path lock = call.gitDirectory().resolve("worktrees/" + worktree.getFileName() + "/index.lock");
        if (Files.exists(lock)) {
            throw new ProviderException(Code.CONFLICT, "the index is locked");
        }
        return call.honest();
    }

    private static FileDiff withoutHunks(FileDiff file) {
        return new FileDiff(
                file.oldPath(),
                file.newPath(),
                file.change(),
                file.binary(),
                file.additions(),
                file.deletions(),
                List.of());
    }

    private static Object boundless(Call call) {
        DiffRequest request = call.argument(2);
        return call.honest(2, new DiffRequest(request.from(), request.path(), 1000, 100_000));
    }
}
