package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.failure.HubException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Deletion loses nothing. */
class SessionDeletionTest extends SessionTest {

    @Test
    void deletion_tells_what_would_be_lost() throws IOException {
        Session session = running("risky");
        Files.writeString(session.workspace().resolve("new.txt"), "new");
        Files.writeString(session.workspace().resolve("README.md"), "changed");
        Repositories.git(session.workspace(), "commit", "-q", "--allow-empty", "-m", "work");
        HubException refused =
                assertFails(FailureCode.UNCOMMITTED_WORK, () -> hub.lifecycle.delete(anna, session.id(), false));
        assertThat(refused.workAtRisk()).hasValueSatisfying(work -> {
            assertThat(work.files()).containsExactlyInAnyOrder("new.txt", "README.md");
            assertThat(work.commits()).isEqualTo(1);
        });
        assertThat(hub.store.find(session.id()).orElseThrow().state()).isEqualTo(SessionState.RUNNING);
    }

    @Test
    void commits_are_not_forgotten_because_the_files_are_gone() throws IOException {
        Session session = running("emptied");
        Repositories.git(session.workspace(), "commit", "-q", "--allow-empty", "-m", "work");
        hub.lifecycle.stop(anna, session.id());
        hub.await(session.id(), SessionState.STOPPED);
        Files.move(session.workspace(), session.workspace().resolveSibling("moved-away"));
        HubException refused =
                assertFails(FailureCode.UNCOMMITTED_WORK, () -> hub.lifecycle.delete(anna, session.id(), false));
        assertThat(refused).hasMessageContaining("hub/emptied");
    }

    @Test
    void a_deleted_session_comes_back_as_it_was() throws IOException {
        Session session = running("phoenix");
        work(session.workspace());
        List<String> before = TestHub.contents(session.workspace());
        String head = Repositories.git(session.workspace(), "rev-parse", "HEAD");
        hub.lifecycle.delete(anna, session.id(), true);
        Session deleted = hub.await(session.id(), SessionState.DELETED);
        assertThat(session.workspace()).doesNotExist();
        assertThat(Path.of(deleted.quarantine().orElseThrow())).isDirectory();
        assertThat(hub.provider.list()).isEmpty();
        assertThat(Repositories.git(hub.repository, "branch", "--list", "hub/phoenix"))
                .isEmpty();
        assertThat(Repositories.git(hub.repository, "worktree", "list").lines()).hasSize(1);
        hub.lifecycle.restore(anna, session.id());
        hub.await(session.id(), SessionState.STOPPED);
        assertThat(TestHub.contents(session.workspace())).isEqualTo(before);
        assertThat(Repositories.git(session.workspace(), "rev-parse", "HEAD")).isEqualTo(head);
        assertThat(Repositories.git(session.workspace(), "rev-parse", "--abbrev-ref", "HEAD"))
                .isEqualTo("hub/phoenix");
        assertThat(Repositories.git(hub.repository, "branch", "--list", "hub-trash/*"))
                .isEmpty();
        hub.lifecycle.start(anna, session.id());
        hub.await(session.id(), SessionState.RUNNING);
    }

    @Test
    void the_name_of_a_deleted_session_is_free_again() {
        Session session = running("reuse");
        hub.lifecycle.delete(anna, session.id(), false);
        hub.await(session.id(), SessionState.DELETED);
        Session second = running("reuse");
        assertFails(FailureCode.BRANCH_IN_USE, () -> hub.lifecycle.restore(anna, session.id()));
        assertThat(second.branch()).isEqualTo(session.branch());
    }

    @Test
    void files_that_are_not_marked_as_the_sessions_are_left_alone() throws IOException {
        Session session = running("unmarked");
        Path marker = session.workspace().resolveSibling(session.workspace().getFileName() + ".session");
        Files.writeString(marker, UUID.randomUUID() + " made\n");
        hub.lifecycle.delete(anna, session.id(), true);
        Session stuck = hub.await(session.id(), s -> s.reason().isPresent(), "with a reason");
        assertThat(stuck.state()).isEqualTo(SessionState.DELETING);
        assertThat(stuck.reason().orElseThrow()).contains("left alone");
        assertThat(session.workspace()).isDirectory();
        Files.writeString(marker, session.id() + " made\n");
        hub.reconciler.reconcile();
        hub.await(session.id(), SessionState.DELETED);
    }
}
