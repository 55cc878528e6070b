package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.core.failure.Violation;
import dev.sessionhub.core.plugin.health.ProviderStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, and what it says. */
class SessionRefusalTest extends SessionTest {

    @Test
    void a_branch_in_use_is_refused() {
        Repositories.git(hub.repository, "branch", "hub/taken");
        assertFails(FailureCode.BRANCH_IN_USE, () -> hub.lifecycle.create(anna, TestHub.named("taken", true)));
        running("mine");
        assertFails(FailureCode.BRANCH_IN_USE, () -> hub.lifecycle.create(anna, TestHub.named("mine", true)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hub",
                "hub-trash",
                "hub-trash/a",
                "HEAD",
                "refs/heads/hub/victim",
                "refs/tags/v1",
                "origin/main",
                "origin/not-yet"
            })
    void a_branch_that_is_in_the_way_of_others_is_refused(String branch) {
        HubException refused = assertFails(
                FailureCode.VALIDATION_FAILED,
                () -> hub.lifecycle.create(
                        anna, WantedSession.running("cat").withBranch(branch).asked()));
        assertThat(refused.violations()).extracting(Violation::field).containsExactly("branch");
    }

    @Test
    void a_branch_with_the_name_of_something_else_is_refused() {
        Repositories.git(hub.repository, "tag", "v1");
        Repositories.git(hub.repository, "update-ref", "refs/remotes/upstream/main", "HEAD");
        String commit = Repositories.git(hub.repository, "rev-parse", "HEAD").strip();
        for (String name : List.of("v1", "upstream/main", commit, commit.substring(0, 7))) {
            HubException refused = assertFails(
                    FailureCode.BRANCH_IN_USE,
                    () -> hub.lifecycle.create(
                            anna, WantedSession.running("cat").withBranch(name).asked()));
            assertThat(refused).hasMessageContaining(name).hasMessageContaining("a tag");
        }
    }

    @Test
    void a_bad_repository_is_named() throws IOException {
        Path plain = Files.createDirectories(home.resolve("plain"));
        Path empty = Files.createDirectories(home.resolve("empty"));
        Repositories.git(empty, "init", "-q");
        Path bare = home.resolve("bare.git");
        Repositories.git(home, "clone", "-q", "--bare", hub.repository.toString(), bare.toString());
        assertFails(FailureCode.REPOSITORY_INVALID, () -> hub.projects.add("plain", plain.toString()));
        assertFails(
                FailureCode.REPOSITORY_INVALID,
                () -> hub.projects.add("none", home.resolve("none").toString()));
        assertFails(FailureCode.REPOSITORY_INVALID, () -> hub.projects.add("empty", empty.toString()));
        assertFails(FailureCode.VALIDATION_FAILED, () -> hub.projects.add("relative", "a/b"));
        hub.projects.add("bare", bare.toString());
        assertFails(
                FailureCode.PROJECT_EXISTS,
                () -> hub.projects.add("bare", home.resolve("bare.git").toString()));
        NewSession onBare =
                WantedSession.running("cat").named("on-bare").in("bare").asked();
        Session session = hub.await(hub.lifecycle.create(anna, onBare).session().id(), SessionState.RUNNING);
        assertThat(session.origin().repository()).isEqualTo(bare);
        assertFails(
                FailureCode.PROJECT_NOT_FOUND,
                () -> hub.lifecycle.create(
                        anna,
                        WantedSession.running("cat")
                                .named("nowhere")
                                .in("nowhere")
                                .asked()));
    }

    @Test
    void one_repository_is_one_project_by_whichever_of_its_paths() throws IOException {
        Path other = Repositories.sample(home.resolve("other"));
        hub.projects.add("other", other.toString());
        Path link = Files.createSymbolicLink(home.resolve("link"), other);
        for (Path same : List.of(other, other.resolve(".git"), link)) {
            assertFails(FailureCode.PROJECT_EXISTS, () -> hub.projects.add("again", same.toString()));
        }
    }

    @Test
    void a_provider_that_is_down_is_refused() {
        hub.health =
                new ProviderStatus(ProviderStatus.Verdict.DOWN, "quarantined after three failures", Optional.empty());
        assertFails(FailureCode.PROVIDER_UNAVAILABLE, () -> hub.lifecycle.create(anna, TestHub.named("no", true)));
    }

    @Test
    void only_an_administrator_chooses_a_provider_that_does_not_isolate_unless_it_is_the_default() {
        Bubblewrap.require();
        NewSession exposed =
                WantedSession.running("cat").on("local").named("exposed").asked();
        Session before = hub.await(hub.lifecycle.create(anna, exposed).session().id(), SessionState.RUNNING);
        hub.lifecycle.stop(anna, before.id());
        hub.await(before.id(), SessionState.STOPPED);

        hub.others.put("box", new Bubblewrap(hub.another("box")));
        hub.preferred = "box";
        NewSession again =
                WantedSession.running("cat").on("local").named("again").asked();
        assertThat(assertFails(FailureCode.NOT_ALLOWED, () -> hub.lifecycle.create(anna, again)))
                .hasMessageContaining("\"local\"")
                .hasMessageContaining("does not isolate sessions")
                .hasMessageContaining("leave the provider out");
        Caller admin = new Caller(anna.account(), anna.username(), Set.of(Caller.Permission.LEAVES_ISOLATION));
        hub.await(hub.lifecycle.create(admin, again).session().id(), SessionState.RUNNING);
        Session boxed = running("boxed");
        assertThat(boxed.provider()).isEqualTo("box");
        hub.lifecycle.start(anna, before.id());
        hub.await(before.id(), SessionState.RUNNING);
        hub.engine.close();
        hub.others.get("box").remove(boxed.container().orElseThrow());
    }

    @Test
    void worktrees_that_cannot_be_written_fail_the_session_with_the_path() throws IOException {
        Files.writeString(hub.worktrees, "a file in the way");
        UUID id = hub.lifecycle
                .create(anna, TestHub.named("blocked", true))
                .session()
                .id();
        assertThat(hub.await(id, SessionState.FAILED).reason().orElseThrow()).contains(hub.worktrees.toString());
        Files.delete(hub.worktrees);
        hub.lifecycle.start(anna, id);
        hub.await(id, SessionState.RUNNING);
    }
}
