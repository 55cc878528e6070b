package dev.sessionhub.git.jgit.broken;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What can be wrong about repositories of other machines. */
final class RemoteFaults {

    static final List<Fault> ALL = List.of(
            Fault.then(
                    "Remotes.a_clone_has_the_history_the_remote_branches_and_the_tags",
                    "tag",
                    "cloneRepository",
                    call -> copied(call, "tag", "-d", "v1")),
            new Fault(
                    "Remotes.the_default_branch_is_the_one_of_the_other_side",
                    "branch of HEAD",
                    "cloneRepository",
                    RepositoryFaults::alwaysMain),
            Fault.leaving(
                    "Remotes.what_cannot_be_cloned_is_named_and_leaves_nothing",
                    "what is left",
                    "cloneRepository",
                    call -> Call.io(
                            () -> Files.createDirectories(call.<Path>argument(1).resolveSibling("rest")))),
            new Fault("Remotes.a_clone_goes_over_nothing", "what was there", "cloneRepository", RemoteFaults::over),
            new Fault(
                    "Remotes.a_fetch_brings_what_is_new_and_takes_away_what_is_gone",
                    "branch that is gone",
                    "fetch",
                    call -> call.git().git("fetch", "-q", "origin")),
            new Fault(
                    "Remotes.a_fetch_changes_no_branch_but_the_one_of_head_and_that_only_forward",
                    "branch of a session",
                    "fetch",
                    call -> call.git().git("fetch", "-q", "origin", "+refs/heads/*:refs/heads/*")),
            new Fault(
                    "Remotes.a_fetch_does_not_move_a_branch_that_is_checked_out",
                    "commit of HEAD",
                    "fetch",
                    call -> call.git().git("fetch", "-q", "-u", "origin", "+main:main")),
            Fault.silent("Remotes.a_fetch_says_what_is_in_its_way", "fetch", Code.UNAVAILABLE));

    private RemoteFaults() {}

    private static void copied(Call call, String... arguments) {
        call.git(call.argument(1)).git(arguments);
    }

    private static Object over(Call call) {
        try {
            return call.honest();
        } catch (ProviderException failure) {
            if (failure.code() == Code.ALREADY_EXISTS) {
                Call.delete(call.<Path>argument(1).resolve("mine"));
            }
            throw failure;
        }
    }
}
