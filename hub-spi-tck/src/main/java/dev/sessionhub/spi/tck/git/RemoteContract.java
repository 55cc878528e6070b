package dev.sessionhub.spi.tck.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.RemoteUrl;
import dev.sessionhub.spi.git.Repository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Repositories of other machines. */
public abstract class RemoteContract extends GitBackendContract {

    private GitServer server;
    private Path copies;
    private Path copy;

    /** For extension. */
    @SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test
    protected RemoteContract() {}

    @BeforeEach
    void serve() throws IOException {
        server = GitServer.of(folder);
        copies = Files.createDirectory(folder.resolve("copies"));
        copy = copies.resolve("copy.git");
    }

    @AfterEach
    void stopServing() {
        server.close();
    }

    @Test
    void a_clone_has_the_history_the_remote_branches_and_the_tags() {
        base.git("branch", "topic");
        base.git("tag", "-a", "-m", "a tag", "v1");
        CommitId second = new CommitId(base.commit("second"));
        Repository made = cloned();
        assertThat(made.path()).as("path").isEqualTo(copy);
        assertThat(made.bare()).as("bare").isTrue();
        assertThat(made.defaultBranch()).as("branch of HEAD").contains(new BranchName("main"));
        assertThat(made.head()).as("commit of HEAD").isEqualTo(second);
        assertThat(git.resolve(copy, "origin/topic")).as("remote branch").contains(start);
        assertThat(git.resolve(copy, "v1")).as("tag").contains(start);
        assertThat(git.branches(copy)).as("local branches").hasSize(1);
        assertThat(made.limitation()).as("limitation").isEmpty();
        assertThat(base.in(copy).run(new byte[0], "fsck", "--full").status())
                .as("status of git fsck")
                .isZero();
        git.addWorktree(copy, path, BRANCH, second);
        assertThat(base.in(path).git("status", "--porcelain")).as("git status").isEmpty();
    }

    @Test
    void the_default_branch_is_the_one_of_the_other_side() {
        base.git("branch", "-m", "main", "trunk");
        base.git("branch", "main");
        base.git("symbolic-ref", "HEAD", "refs/heads/trunk");
        assertThat(cloned().defaultBranch()).as("branch of HEAD").contains(new BranchName("trunk"));
    }

    @Test
    void what_cannot_be_cloned_is_named_and_leaves_nothing() throws IOException {
        assertFails(Code.NOT_FOUND, () -> git.cloneRepository(url("nothing"), copy));
        GitFixture.init(folder.resolve("unborn"));
        assertFails(Code.CONFLICT, () -> git.cloneRepository(url("unborn/.git"), copy));
        assertFails(Code.UNAVAILABLE, () -> git.cloneRepository(new RemoteUrl("http://127.0.0.1:" + free()), copy));
        try (GitServer guarded = GitServer.guarded(folder, "name:secret")) {
            assertFails(Code.UNAUTHORIZED, () -> git.cloneRepository(new RemoteUrl(guarded.url("base/.git")), copy));
        }
        try (Stream<Path> left = Files.list(copies)) {
            assertThat(left).as("what is left").isEmpty();
        }
    }

    @Test
    void a_clone_goes_over_nothing() throws IOException {
        Files.createDirectory(copy);
        Files.writeString(copy.resolve("mine"), "mine");
        assertFails(Code.ALREADY_EXISTS, () -> git.cloneRepository(url("base/.git"), copy));
        assertThat(copy.resolve("mine")).as("what was there").hasContent("mine");
    }

    @Test
    void a_fetch_brings_what_is_new_and_takes_away_what_is_gone() {
        base.git("branch", "topic");
        cloned();
        CommitId second = new CommitId(base.commit("second"));
        base.git("branch", "-D", "topic");
        base.git("branch", "fresh");
        git.fetch(copy);
        assertThat(git.resolve(copy, "origin/fresh")).as("new remote branch").contains(second);
        assertThat(git.resolve(copy, "origin/topic")).as("branch that is gone").isEmpty();
        assertThat(git.inspect(copy).head()).as("commit of HEAD").isEqualTo(second);
    }

    @Test
    void a_fetch_changes_no_branch_but_the_one_of_head_and_that_only_forward() {
        cloned();
        CommitId work = new CommitId(base.commit("work of a session"));
        git.fetch(copy);
        git.updateBranch(copy, BRANCH, Optional.empty(), Optional.of(work));
        base.git("branch", BRANCH.value(), start.value());
        base.git("reset", "-q", "--hard", start.value());
        CommitId other = new CommitId(base.commit("other"));
        git.fetch(copy);
        assertThat(git.resolve(copy, BRANCH.reference()))
                .as("branch of a session")
                .contains(work);
        assertThat(git.resolve(copy, "origin/main")).as("remote branch").contains(other);
        assertThat(git.inspect(copy).head()).as("commit of HEAD").isEqualTo(work);
    }

    @Test
    void a_fetch_does_not_move_a_branch_that_is_checked_out() {
        cloned();
        base.in(copy).git("worktree", "add", "-q", path.toString(), "main");
        base.commit("second");
        git.fetch(copy);
        assertThat(git.inspect(copy).head()).as("commit of HEAD").isEqualTo(start);
        assertThat(base.in(path).git("status", "--porcelain")).as("git status").isEmpty();
    }

    @Test
    void a_fetch_says_what_is_in_its_way() {
        assertFails(Code.NOT_FOUND, () -> git.fetch(base.directory()));
        base.git("remote", "add", "origin", "ext::sh -c touch% " + folder.resolve("planted"));
        assertFails(Code.INVALID_REQUEST, () -> git.fetch(base.directory()));
        assertThat(folder.resolve("planted"))
                .as("what a program of the configuration made")
                .doesNotExist();
        cloned();
        server.close();
        assertFails(Code.UNAVAILABLE, () -> git.fetch(copy));
        assertThat(git.inspect(copy).head()).as("commit of HEAD").isEqualTo(start);
    }

    private Repository cloned() {
        return git.cloneRepository(url("base/.git"), copy);
    }

    private RemoteUrl url(String name) {
        return new RemoteUrl(server.url(name));
    }

    private static String free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort() + "/x.git";
        }
    }
}
