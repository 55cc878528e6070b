package dev.sessionhub.spi.tck.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.Branch;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repositories, their branches and the names of commits. */
public abstract class RepositoryContract extends GitBackendContract {

    /** For extension. */
    protected RepositoryContract() {}

    @Test
    void an_ordinary_repository_is_described() {
        Repository found = git.inspect(base.directory());
        assertThat(found.path()).as("path").isEqualTo(base.directory());
        assertThat(found.gitDirectory())
                .as("git directory")
                .isEqualTo(base.directory().resolve(".git"));
        assertThat(found.bare()).as("bare").isFalse();
        assertThat(found.defaultBranch()).as("branch of HEAD").contains(new BranchName("main"));
        assertThat(found.head()).as("commit of HEAD").isEqualTo(start);
        assertThat(found.limitation()).as("limitation").isEmpty();
    }

    @Test
    void a_bare_repository_will_do() {
        base.git("clone", "-q", "--bare", ".", folder.resolve("bare.git").toString());
        Repository found = git.inspect(folder.resolve("bare.git"));
        assertThat(found.bare()).as("bare").isTrue();
        git.addWorktree(found.path(), path, BRANCH, start);
        assertThat(base.in(path).git("status", "--porcelain")).as("git status").isEmpty();
    }

    @Test
    void a_detached_head_has_no_default_branch() {
        base.git("checkout", "-q", "--detach");
        assertThat(git.inspect(base.directory()).defaultBranch())
                .as("branch of HEAD")
                .isEmpty();
    }

    @Test
    void what_is_no_repository_is_refused() throws IOException {
        assertFails(Code.NOT_FOUND, () -> git.inspect(folder.resolve("nowhere")));
        assertFails(Code.INVALID_REQUEST, () -> git.inspect(Files.createDirectory(folder.resolve("empty"))));
        assertFails(Code.INVALID_REQUEST, () -> git.inspect(base.directory().resolve("src")));
        assertFails(Code.INVALID_REQUEST, () -> git.inspect(Files.createFile(folder.resolve("file"))));
    }

    @Test
    void a_repository_without_commits_is_a_conflict() {
        GitFixture unborn = GitFixture.init(folder.resolve("unborn"));
        assertFails(Code.CONFLICT, () -> git.inspect(unborn.directory()));
        assertThat(git.branches(unborn.directory())).as("branches").isEmpty();
    }

    @Test
    void branches_are_sorted_and_say_where_they_are_checked_out() {
        base.git("branch", "zeta");
        base.git("branch", "a/b");
        base.git("pack-refs", "--all");
        worktree();
        assertThat(git.branches(base.directory()))
                .as("branches")
                .containsExactly(
                        new Branch(new BranchName("a/b"), start, Optional.empty()),
                        new Branch(BRANCH, start, Optional.of(path)),
                        new Branch(new BranchName("main"), start, Optional.of(base.directory())),
                        new Branch(new BranchName("zeta"), start, Optional.empty()));
    }

    @Test
    void names_of_commits_are_resolved() {
        base.git("tag", "-a", "-m", "a tag", "v1");
        base.git("update-ref", "refs/remotes/origin/topic", "HEAD");
        for (String name : new String[] {"main", "v1", "origin/topic", start.value(), start.abbreviated()}) {
            assertThat(git.resolve(base.directory(), name))
                    .as("commit of %s", name)
                    .contains(start);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                "main~1",
                "main^{tree}",
                "main@{0}",
                "@{-1}",
                ":/first",
                "main:readme.md",
                "-x",
                "--all",
                "a..b",
                "0000000000000000000000000000000000000000",
                "../../etc/passwd",
                "zz\n",
                "a\0b"
            })
    void nothing_else_is(String revision) {
        assertThat(git.resolve(base.directory(), revision))
                .as("commit of %s", revision)
                .isEmpty();
    }

    @Test
    void the_full_name_of_a_reference_means_nothing_else() {
        String second = base.commit("second");
        base.git("branch", "topic", start.value());
        for (String place : new String[] {"refs/tags/", "refs/heads/", "refs/remotes/"}) {
            base.git("update-ref", place + "refs/heads/topic", second);
            base.git("update-ref", place + "refs/heads/none", second);
        }
        assertThat(git.resolve(base.directory(), "refs/heads/topic"))
                .as("commit of refs/heads/topic beside refs/heads/refs/heads/topic")
                .contains(start);
        assertThat(git.resolve(base.directory(), "refs/heads/none"))
                .as("commit of refs/heads/none beside refs/heads/refs/heads/none")
                .isEmpty();
    }

    @Test
    void the_longest_branch_is_found_by_its_full_name() {
        BranchName branch = new BranchName("x".repeat(200));
        git.updateBranch(base.directory(), branch, Optional.empty(), Optional.of(start));
        assertThat(git.resolve(base.directory(), branch.reference()))
                .as("commit of a branch of 200 characters")
                .contains(start);
    }

    @Test
    void the_name_of_a_file_is_no_commit() {
        String blob = base.git("rev-parse", "HEAD:readme.md");
        assertThat(git.resolve(base.directory(), blob)).as("commit of a blob").isEmpty();
    }

    @Test
    void a_branch_is_made_moved_and_deleted_only_from_where_it_is_expected() {
        CommitId second = new CommitId(base.commit("second"));
        BranchName branch = new BranchName("topic");
        git.updateBranch(base.directory(), branch, Optional.empty(), Optional.of(start));
        assertFails(
                Code.CONFLICT, () -> git.updateBranch(base.directory(), branch, Optional.empty(), Optional.of(second)));
        assertFails(
                Code.CONFLICT,
                () -> git.updateBranch(base.directory(), branch, Optional.of(second), Optional.of(start)));
        git.updateBranch(base.directory(), branch, Optional.of(start), Optional.of(second));
        assertThat(git.resolve(base.directory(), "topic")).as("moved branch").contains(second);
        assertFails(
                Code.CONFLICT, () -> git.updateBranch(base.directory(), branch, Optional.of(start), Optional.empty()));
        git.updateBranch(base.directory(), branch, Optional.of(second), Optional.empty());
        assertThat(git.resolve(base.directory(), "topic")).as("deleted branch").isEmpty();
    }

    @Test
    void a_branch_needs_a_commit_that_exists() {
        CommitId missing = new CommitId("1".repeat(40));
        assertFails(
                Code.NOT_FOUND,
                () -> git.updateBranch(
                        base.directory(), new BranchName("topic"), Optional.empty(), Optional.of(missing)));
    }

    @Test
    void a_branch_in_use_is_not_deleted() {
        worktree();
        assertFails(
                Code.CONFLICT, () -> git.updateBranch(base.directory(), BRANCH, Optional.of(start), Optional.empty()));
        assertFails(
                Code.CONFLICT,
                () -> git.updateBranch(base.directory(), new BranchName("main"), Optional.of(start), Optional.empty()));
    }

    @Test
    void a_lock_of_another_process_is_a_conflict_in_bounded_time() throws IOException {
        base.git("branch", "topic");
        Files.createFile(base.directory().resolve(".git/refs/heads/topic.lock"));
        CommitId second = new CommitId(base.commit("second"));
        assertFails(
                Code.CONFLICT,
                () -> git.updateBranch(
                        base.directory(), new BranchName("topic"), Optional.of(start), Optional.of(second)));
    }

    @Test
    void a_branch_is_pushed_to_a_remote_but_never_by_force() {
        GitFixture remote = GitFixture.init(folder.resolve("remote.git"), "--bare");
        base.git("remote", "add", "origin", remote.directory().toString());
        BranchName branch = new BranchName("main");
        git.push(base.directory(), "origin", branch);
        assertThat(remote.git("rev-parse", "main")).as("pushed branch").isEqualTo(start.value());
        base.git("commit", "-q", "--amend", "-m", "other");
        assertFails(Code.CONFLICT, () -> git.push(base.directory(), "origin", branch));
        assertThat(remote.git("rev-parse", "main")).as("branch after a refusal").isEqualTo(start.value());
        assertFails(Code.NOT_FOUND, () -> git.push(base.directory(), "upstream", branch));
        assertFails(Code.NOT_FOUND, () -> git.push(base.directory(), "origin", new BranchName("none")));
        base.git("remote", "add", "gone", folder.resolve("gone").toString());
        assertFails(Code.NOT_FOUND, () -> git.push(base.directory(), "gone", branch));
    }

    @Test
    void an_interrupted_call_is_cancelled() {
        Thread.currentThread().interrupt();
        try {
            assertFails(Code.CANCELLED, () -> git.inspect(base.directory()));
        } finally {
            assertThat(Thread.interrupted()).as("interrupt status is kept").isTrue();
        }
    }
}
