package dev.sessionhub.spi.tck.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.GitStatus;
import dev.sessionhub.spi.git.PrivateGit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Private Git directories of honest sessions. */
public abstract class PrivateGitContract extends PrivateFixture {

    /** For extension. */
    protected PrivateGitContract() {}

    @Test
    void git_inside_finds_a_clean_worktree_with_all_of_its_history() {
        assertThat(inside.git("status", "--porcelain")).as("status").isEmpty();
        assertThat(inside.git("log", "--format=%H")).as("history").isEqualTo(start.value());
        assertThat(inside.git("rev-parse", "--abbrev-ref", "HEAD")).as("branch").isEqualTo(BRANCH.value());
        assertThat(inside.git("rev-parse", "main")).as("the base").isEqualTo(start.value());
        assertThat(inside.git("count-objects", "-v")).as("objects copied").contains("count: 0", "in-pack: 0");
        inside.git("fsck", "--strict");
    }

    @Test
    void a_private_directory_that_exists_is_left_as_it_is() {
        CommitId made = commit("mine");
        assertThat(git.isolated()
                        .make(
                                base.directory(),
                                session,
                                new PrivateGit.Sight("/elsewhere", Optional.of("/objects"), List.of())))
                .as("what the session must see")
                .containsExactly(new PrivateGit.Borrowed(real(base.directory().resolve(".git/objects")), "/objects"));
        assertThat(inside.git("rev-parse", "HEAD"))
                .as("what the session committed")
                .isEqualTo(made.value());
    }

    @Test
    void objects_that_the_repository_borrows_are_shown_where_git_looks_for_them() {
        base.git("clone", "-q", "--shared", ".", folder.resolve("shared").toString());
        GitFixture shared = base.in(folder.resolve("shared"));
        Path other = folder.resolve("other");
        git.addWorktree(shared.directory(), other, BRANCH, start);
        PrivateGit mine = new PrivateGit(other, BRANCH, folder.resolve("other-private"), "other");
        assertThat(git.isolated()
                        .make(
                                shared.directory(),
                                mine,
                                new PrivateGit.Sight("/workspace", Optional.of("/hub/objects"), List.of())))
                .as("what the session must see")
                .containsExactly(
                        new PrivateGit.Borrowed(real(shared.directory().resolve(".git/objects")), "/hub/objects"),
                        new PrivateGit.Borrowed(
                                real(base.directory().resolve(".git/objects")),
                                base.directory().resolve(".git/objects").toString()));
    }

    @Test
    void nothing_is_taken_where_nothing_is_new() {
        String before = references();
        PrivateGit.Taken taken = take();
        assertThat(taken).as("what was taken").isEqualTo(new PrivateGit.Taken(start, start, false, false));
        assertThat(references()).as("references").isEqualTo(before);
    }

    @Test
    void commits_are_taken_and_nothing_else_changes() throws IOException {
        base.write(".git/hooks/reference-transaction", "#!/bin/sh\ntouch " + folder.resolve("canary") + "\n");
        base.directory().resolve(".git/hooks/reference-transaction").toFile().setExecutable(true);
        commit("one");
        CommitId second = commit("dir/two");
        String config = Files.readString(base.directory().resolve(".git/config"));
        assertThat(take()).as("what was taken").isEqualTo(new PrivateGit.Taken(second, second, true, false));
        assertThat(folder.resolve("canary")).as("what a hook writes").doesNotExist();
        assertThat(at(BRANCH.reference())).as("the branch").contains(second);
        assertThat(base.git("for-each-ref", "--format=%(refname)"))
                .as("every reference")
                .isEqualTo("refs/heads/" + BRANCH + "\nrefs/heads/main");
        assertThat(base.directory().resolve(".git/config")).as("configuration").hasContent(config);
        base.git("fsck", "--strict");
        assertThat(base.git("show", BRANCH + ":dir/two")).as("a file").isEqualTo("dir/two");
        assertThat(take().moved()).as("moved again").isFalse();
    }

    @Test
    void the_status_of_a_session_that_does_not_run_is_right() {
        commit("one");
        inside.write("readme.md", "changed\n").write("new", "new\n");
        take();
        git.isolated().renew(base.directory(), session);
        GitStatus status = git.status(base.directory(), path, start);
        assertThat(status.entries()).as("status").isEqualTo(NativeStatus.of(inside));
        assertThat(status.ahead()).as("ahead").isEqualTo(1);
        assertThat(status.branch()).as("branch").contains(BRANCH);
    }

    @Test
    void packed_commits_and_references_are_taken() {
        commit("one");
        inside.git("gc", "-q", "--prune=now");
        inside.git("pack-refs", "--all");
        CommitId second = commit("two");
        inside.git("repack", "-q", "-d");
        assertThat(take().tip()).as("what was taken: the tip").isEqualTo(second);
        base.git("fsck", "--strict");
    }

    @Test
    void rewritten_history_moves_the_branch_and_keeps_where_it_was() {
        CommitId first = commit("one");
        take();
        inside.git("commit", "-q", "--amend", "-m", "better");
        CommitId amended = head(inside);
        assertThat(take()).as("what was taken").isEqualTo(new PrivateGit.Taken(amended, amended, true, true));
        assertThat(at(BRANCH.reference())).as("the branch").contains(amended);
        assertThat(at("refs/hub/label/kept/" + first)).as("where it was").contains(first);
        inside.git("reset", "-q", "--hard", start.value());
        assertThat(take()).as("what was taken").isEqualTo(new PrivateGit.Taken(start, start, true, true));
        assertThat(at("refs/hub/label/kept/" + amended)).as("where it was").contains(amended);
    }

    @Test
    void the_branch_follows_the_session_to_a_branch_that_has_all_of_its_own() {
        commit("one");
        inside.git("checkout", "-q", "-b", "feature");
        CommitId second = commit("two");
        assertThat(take().tip()).as("what was taken: the tip").isEqualTo(second);
        inside.git("branch", "-q", "-D", BRANCH.value());
        CommitId third = commit("three");
        assertThat(take()).as("what was taken").isEqualTo(new PrivateGit.Taken(third, third, true, false));
    }

    @Test
    void a_look_at_another_branch_leaves_the_branch_alone() {
        CommitId own = commit("one");
        inside.git("checkout", "-q", "main");
        assertThat(take()).as("what was taken").isEqualTo(new PrivateGit.Taken(own, start, true, false));
        git.isolated().renew(base.directory(), session);
        GitStatus status = git.status(base.directory(), path, start);
        assertThat(status.branch()).as("branch").isEmpty();
        assertThat(status.head()).as("head").isEqualTo(start);
        assertThat(status.clean()).as("clean").isTrue();
        inside.git("checkout", "-q", BRANCH.value());
        assertThat(take().head()).as("what was taken: the head").isEqualTo(own);
        git.isolated().renew(base.directory(), session);
        assertThat(git.status(base.directory(), path, start).branch())
                .as("branch")
                .contains(BRANCH);
    }

    @Test
    void other_branches_detached_commits_and_the_stash_are_kept() {
        inside.git("checkout", "-q", "-b", "side/one");
        CommitId side = commit("side");
        inside.git("checkout", "-q", BRANCH.value());
        inside.write("readme.md", "stashed\n").git("stash", "push", "-q");
        CommitId stash = new CommitId(inside.git("rev-parse", "stash"));
        CommitId own = commit("own");
        inside.git("checkout", "-q", "--detach");
        CommitId detached = commit("detached");
        assertThat(take()).as("what was taken").isEqualTo(new PrivateGit.Taken(own, detached, true, false));
        assertThat(at("refs/hub/label/heads/side/one")).as("another branch").contains(side);
        assertThat(at("refs/hub/label/stash")).as("the stash").contains(stash);
        assertThat(git.isolated().ownCommits(base.directory(), session))
                .as("commits of its own")
                .isEqualTo(3);
        base.git("fsck", "--strict");
        git.isolated().forget(base.directory(), "label");
        assertThat(base.git("for-each-ref", "refs/hub"))
                .as("what is left after forget")
                .isEmpty();
    }

    @Test
    void a_session_that_can_see_nothing_of_the_repository_has_all_it_needs() {
        PrivateGit alone = new PrivateGit(path, BRANCH, folder.resolve("alone"), "label");
        assertThat(git.isolated()
                        .make(base.directory(), alone, new PrivateGit.Sight("/workspace", Optional.empty(), List.of())))
                .as("what the session must see")
                .isEmpty();
        GitFixture git = inside(alone);
        git.git("fsck", "--strict");
        assertThat(git.git("log", "--format=%H")).as("history").isEqualTo(start.value());
        assertThat(git.git("status", "--porcelain")).as("status").isEmpty();
    }

    @Test
    void a_partial_clone_is_refused() {
        base.git("config", "remote.origin.promisor", "true");
        PrivateGit another = new PrivateGit(path, BRANCH, folder.resolve("another"), "label");
        assertFails(
                Code.UNSUPPORTED,
                () -> git.isolated()
                        .make(
                                base.directory(),
                                another,
                                new PrivateGit.Sight("/workspace", Optional.of("/o"), List.of(new BranchName("x")))));
        assertThat(folder.resolve("another")).as("the private directory").doesNotExist();
    }

    @Test
    void a_branch_that_somebody_moved_is_the_sessions_again_and_nothing_is_lost() {
        commit("one");
        take();
        base.write("elsewhere", "x\n").git("add", "elsewhere");
        base.git("commit", "-q", "-m", "on main");
        CommitId foreign = head(base);
        base.git("update-ref", BRANCH.reference(), foreign.value());
        CommitId second = commit("two");
        assertThat(take()).as("what was taken").isEqualTo(new PrivateGit.Taken(second, second, true, true));
        assertThat(at("refs/hub/label/kept/" + foreign))
                .as("where somebody had put it")
                .contains(foreign);
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
