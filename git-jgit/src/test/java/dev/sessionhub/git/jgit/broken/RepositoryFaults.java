package dev.sessionhub.git.jgit.broken;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.Branch;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What can be wrong about repositories, their branches and the names of commits. */
final class RepositoryFaults {

    static final List<Fault> ALL = List.of(
            new Fault("Repositories.an_ordinary_repository_is_described", "bare", "inspect", call -> bare(call, true)),
            new Fault("Repositories.a_bare_repository_will_do", "bare", "inspect", call -> bare(call, false)),
            new Fault(
                    "Repositories.a_detached_head_has_no_default_branch",
                    "branch of HEAD",
                    "inspect",
                    RepositoryFaults::alwaysMain),
            new Fault(
                    "Repositories.what_is_no_repository_is_refused",
                    "the only exception of a back end",
                    "inspect",
                    RepositoryFaults::searchedUpwards),
            Fault.mistaken(
                    "Repositories.a_repository_without_commits_is_a_conflict",
                    "inspect",
                    Code.CONFLICT,
                    Code.NOT_FOUND),
            new Fault(
                    "Repositories.branches_are_sorted_and_say_where_they_are_checked_out",
                    "branches",
                    "branches",
                    call -> call.<List<Branch>>honest().reversed()),
            new Fault(
                    "Repositories.names_of_commits_are_resolved",
                    "commit of v1",
                    "resolve",
                    RepositoryFaults::branchesAlone),
            new Fault(
                    "Repositories.nothing_else_is",
                    "commit of main~1",
                    "resolve",
                    call -> call.honest(1, call.<String>argument(1).replaceAll("[~^@:].*", ""))),
            new Fault(
                    "Repositories.the_full_name_of_a_reference_means_nothing_else",
                    "commit of refs/heads/topic",
                    "resolve",
                    RepositoryFaults::insideAPlaceFirst),
            new Fault(
                    "Repositories.the_longest_branch_is_found_by_its_full_name",
                    "commit of a branch of 200 characters",
                    "resolve",
                    call -> BranchName.isValid(call.argument(1)) ? call.honest() : Optional.empty()),
            new Fault(
                    "Repositories.the_name_of_a_file_is_no_commit",
                    "commit of a blob",
                    "resolve",
                    call -> Optional.of(new CommitId(call.<String>argument(1)))),
            new Fault(
                    "Repositories.a_branch_is_made_moved_and_deleted_only_from_where_it_is_expected",
                    "the only exception of a back end",
                    "updateBranch",
                    RepositoryFaults::whereverItIs),
            Fault.silent("Repositories.a_branch_needs_a_commit_that_exists", "updateBranch", Code.NOT_FOUND),
            Fault.silent("Repositories.a_branch_in_use_is_not_deleted", "updateBranch", Code.CONFLICT),
            new Fault(
                    "Repositories.a_lock_of_another_process_is_a_conflict_in_bounded_time",
                    "the only exception of a back end",
                    "updateBranch",
                    RepositoryFaults::withoutTheLock),
            new Fault(
                    "Repositories.a_branch_is_pushed_to_a_remote_but_never_by_force",
                    "the only exception of a back end",
                    "push",
                    call -> call.git()
                            .git(
                                    "push",
                                    "-q",
                                    "-f",
                                    call.argument(1),
                                    call.argument(2).toString())),
            new Fault(
                    "Repositories.an_interrupted_call_is_cancelled",
                    "interrupt status is kept",
                    "inspect",
                    RepositoryFaults::uninterrupted));

    private RepositoryFaults() {}

    private static Object uninterrupted(Call call) {
        Thread.interrupted();
        return call.honest();
    }

    private static Repository bare(Call call, boolean bare) {
        Repository found = call.honest();
        return new Repository(
                found.path(), found.gitDirectory(), bare, found.defaultBranch(), found.head(), found.limitation());
    }

    static Repository alwaysMain(Call call) {
        Repository found = call.honest();
        return new Repository(
                found.path(),
                found.gitDirectory(),
                found.bare(),
                Optional.of(new BranchName("main")),
                found.head(),
                found.limitation());
    }

    /** As native git does. */
    private static Object searchedUpwards(Call call) {
        try {
            return call.honest();
        } catch (ProviderException failure) {
            Path parent = call.repository().getParent();
            if (failure.code() == Code.INVALID_REQUEST && parent != null) {
                return call.honest(0, parent);
            }
            throw failure;
        }
    }

    private static Optional<CommitId> branchesAlone(Call call) {
        return call.good().branches(call.repository()).stream()
                .filter(branch -> branch.name().value().equals(call.argument(1)))
                .map(Branch::commit)
                .findFirst();
    }

    /** As if every text were a short name. */
    private static Object insideAPlaceFirst(Call call) {
        Optional<CommitId> found = call.honest(1, "refs/heads/" + call.argument(1));
        return found.isPresent() ? found : call.honest();
    }

    private static Object whereverItIs(Call call) {
        BranchName branch = call.argument(1);
        return call.honest(2, call.good().resolve(call.repository(), branch.value()));
    }

    private static Object withoutTheLock(Call call) {
        BranchName branch = call.argument(1);
        Call.delete(call.gitDirectory().resolve(branch.reference() + ".lock"));
        return call.honest();
    }
}
