package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        assertThat(Repositories.git(hub.repository, "worktree", "list", "--porcelain"))
                .doesNotContain(session.workspace().toString())
                .doesNotContain("prunable");
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
    void what_is_staged_and_the_reflog_come_back_even_after_a_garbage_collection() throws IOException {
        Session session = running("stager");
        Path tree = session.workspace();
        Files.writeString(tree.resolve("README.md"), "staged");
        Repositories.git(tree, "add", "README.md");
        Files.writeString(tree.resolve("README.md"), "not staged");
        Repositories.git(tree, "commit", "-q", "--allow-empty", "-m", "lost", "--only");
        Repositories.git(tree, "reset", "-q", "--soft", "HEAD~1");
        String lost = Repositories.git(tree, "rev-parse", "ORIG_HEAD");
        String status = Repositories.git(tree, "status", "--porcelain=v2", "--branch");
        String reflog = Repositories.git(tree, "reflog");
        deleteAndRestore(session);
        assertThat(Repositories.git(tree, "status", "--porcelain=v2", "--branch"))
                .isEqualTo(status);
        assertThat(Repositories.git(tree, "reflog")).isEqualTo(reflog);
        assertThat(Repositories.git(tree, "show", ":README.md")).isEqualTo("staged");
        assertThat(Repositories.git(tree, "cat-file", "-t", lost)).isEqualTo("commit");
        assertThat(Repositories.git(hub.repository, "fsck", "--no-dangling")).isEmpty();
    }

    @Test
    void a_rebase_in_progress_comes_back() throws IOException {
        Session session = running("rebaser");
        Path tree = session.workspace();
        Files.writeString(tree.resolve("README.md"), "theirs");
        Repositories.git(tree, "commit", "-q", "-a", "-m", "theirs");
        Files.writeString(hub.repository.resolve("README.md"), "ours");
        Repositories.git(hub.repository, "commit", "-q", "-a", "-m", "ours");
        assertThatThrownBy(() -> Repositories.git(tree, "rebase", "main")).hasMessageContaining("conflict");
        String status = Repositories.git(tree, "status");
        deleteAndRestore(session);
        assertThat(Repositories.git(tree, "status")).isEqualTo(status).contains("rebase in progress");
        Files.writeString(tree.resolve("README.md"), "both");
        Repositories.git(tree, "add", "README.md");
        Repositories.git(tree, "-c", "core.editor=true", "rebase", "--continue");
        assertThat(Repositories.git(tree, "log", "--format=%s", "hub/rebaser").lines())
                .containsExactly("theirs", "ours", "first");
    }

    @Test
    void a_session_whose_files_were_removed_by_hand_is_made_anew_from_its_commits() throws IOException {
        Session session = running("emptied");
        Files.writeString(session.workspace().resolve("work.txt"), "work");
        Repositories.git(session.workspace(), "add", "work.txt");
        Repositories.git(session.workspace(), "commit", "-q", "-m", "work");
        Files.move(session.workspace(), home.resolve("taken-away"));
        hub.lifecycle.delete(anna, session.id(), true);
        Session deleted = hub.await(session.id(), SessionState.DELETED);
        assertThat(deleted.quarantine()).isEmpty();
        assertThat(Repositories.git(hub.repository, "branch", "--list", "hub/emptied"))
                .isEmpty();
        hub.lifecycle.restore(anna, session.id());
        Session restored = hub.await(session.id(), SessionState.STOPPED);
        assertThat(restored.reason()).isEmpty();
        assertThat(session.workspace().resolve("work.txt")).hasContent("work");
        assertThat(Repositories.git(session.workspace(), "status", "--porcelain=v2", "--branch"))
                .contains("branch.head hub/emptied");
        assertThat(Repositories.git(hub.repository, "branch", "--list", "hub-trash/*"))
                .isEmpty();
        hub.lifecycle.start(anna, session.id());
        hub.await(session.id(), SessionState.RUNNING);
    }

    @Test
    void a_session_that_never_had_files_cannot_be_restored() throws IOException {
        Files.writeString(hub.worktrees, "a file in the way");
        var id = hub.lifecycle
                .create(anna, TestHub.named("never", true))
                .session()
                .id();
        hub.await(id, SessionState.FAILED);
        hub.lifecycle.delete(anna, id, true);
        hub.await(id, SessionState.DELETED);
        assertFails(FailureCode.NOT_RESTORABLE, () -> hub.lifecycle.restore(anna, id));
    }

    private void deleteAndRestore(Session session) {
        hub.lifecycle.delete(anna, session.id(), true);
        hub.await(session.id(), SessionState.DELETED);
        Repositories.git(hub.repository, "gc", "-q", "--prune=now");
        hub.lifecycle.restore(anna, session.id());
        hub.await(session.id(), SessionState.STOPPED);
    }

    @Test
    void the_name_of_a_deleted_session_is_free_again() {
        Session session = running("reuse");
        hub.lifecycle.delete(anna, session.id(), false);
        hub.await(session.id(), SessionState.DELETED);
        Session second = running("reuse");
        assertFails(FailureCode.BRANCH_IN_USE, () -> hub.lifecycle.restore(anna, session.id()));
        assertThat(second.origin().branch()).isEqualTo(session.origin().branch());
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
