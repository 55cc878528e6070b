package dev.sessionhub.git.jgit.broken;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.PrivateGit;
import dev.sessionhub.spi.git.PrivateGit.Borrowed;
import dev.sessionhub.spi.git.PrivateGit.Sight;
import dev.sessionhub.spi.git.PrivateGit.Taken;
import dev.sessionhub.spi.tck.git.GitFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be wrong about the private Git directories of sessions. */
final class IsolationFaults {

    static final List<Fault> ALL = List.of(
            Fault.then(
                    "Isolation.git_inside_finds_a_clean_worktree_with_all_of_its_history",
                    "status",
                    "make",
                    call -> Call.delete(session(call).directory().resolve("index"))),
            new Fault(
                    "Isolation.a_private_directory_that_exists_is_left_as_it_is",
                    "what the session committed",
                    "make",
                    IsolationFaults::anew),
            new Fault(
                    "Isolation.objects_that_the_repository_borrows_are_shown_where_git_looks_for_them",
                    "what the session must see",
                    "make",
                    call -> call.<List<Borrowed>>honest().subList(0, 1)),
            taken(
                    "Isolation.nothing_is_taken_where_nothing_is_new",
                    (_, taken) -> new Taken(taken.tip(), taken.head(), true, false)),
            Fault.then(
                    "Isolation.commits_are_taken_and_nothing_else_changes",
                    "what a hook writes",
                    "take",
                    call -> call.git().git("tag", "taken")),
            new Fault(
                    "Isolation.the_status_of_a_session_that_does_not_run_is_right",
                    "status",
                    "renew",
                    _ -> "nothing is renewed"),
            new Fault(
                    "Isolation.packed_commits_and_references_are_taken",
                    "packed references",
                    "take",
                    IsolationFaults::looseAlone),
            without("Isolation.rewritten_history_moves_the_branch_and_keeps_where_it_was", "where it was", "kept"),
            taken(
                    "Isolation.the_branch_follows_the_session_to_a_branch_that_has_all_of_its_own",
                    (call, taken) -> new Taken(own(call), taken.head(), taken.moved(), taken.rewritten())),
            taken(
                    "Isolation.a_look_at_another_branch_leaves_the_branch_alone",
                    (_, taken) -> new Taken(taken.head(), taken.head(), taken.moved(), taken.rewritten())),
            without("Isolation.other_branches_detached_commits_and_the_stash_are_kept", "another branch", "heads"),
            new Fault(
                    "Isolation.a_session_that_can_see_nothing_of_the_repository_has_all_it_needs",
                    "what the session must see",
                    "make",
                    IsolationFaults::borrowing),
            Fault.silent("Isolation.a_partial_clone_is_refused", "make", Code.UNSUPPORTED),
            without(
                    "Isolation.a_branch_that_somebody_moved_is_the_sessions_again_and_nothing_is_lost",
                    "where somebody had put it",
                    "kept"));

    private IsolationFaults() {}

    private interface Mistake {
        Taken of(Call call, Taken taken);
    }

    private static Fault taken(String clause, Mistake mistake) {
        return new Fault(clause, "what was taken", "take", call -> mistake.of(call, call.honest()));
    }

    /** What was kept beside the branch is gone. */
    private static Fault without(String clause, String says, String kind) {
        return Fault.then(clause, says, "take", call -> {
            String kept = call.git()
                    .git(
                            "for-each-ref",
                            "--format=%(refname)",
                            "refs/hub/" + session(call).label() + "/" + kind);
            kept.lines().forEach(reference -> call.git().git("update-ref", "-d", reference));
        });
    }

    private static PrivateGit session(Call call) {
        return call.argument(1);
    }

    /** Where the session's own branch is, wherever the session is. */
    private static CommitId own(Call call) {
        GitFixture inside = new GitFixture(
                session(call).worktree(),
                Map.of("GIT_DIR", session(call).directory().toString()));
        return new CommitId(inside.git("rev-parse", session(call).branch().value()));
    }

    private static Object anew(Call call) {
        Path directory = session(call).directory();
        if (Files.exists(directory)) {
            Call.io(() -> {
                try (var files = Files.walk(directory)) {
                    files.sorted(Comparator.reverseOrder()).forEach(Call::delete);
                }
            });
        }
        return call.honest();
    }

    private static Object looseAlone(Call call) {
        if (Files.exists(session(call).directory().resolve("packed-refs"))) {
            throw new ProviderException(Code.UNSUPPORTED, "packed references are not read");
        }
        return call.honest();
    }

    private static Object borrowing(Call call) {
        Sight sight = call.argument(2);
        String objects = call.gitDirectory().resolve("objects").toString();
        return call.honest(2, new Sight(sight.workspace(), Optional.of(objects), sight.branches()));
    }
}
