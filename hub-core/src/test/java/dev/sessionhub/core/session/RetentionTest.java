package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.workspace.Quarantine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetentionTest extends UserTest {

    @AfterEach
    void close() {
        new TestHub(database, home).removeEverything();
    }

    @Test
    void files_stay_until_the_retention_time_is_over_and_then_go() {
        Session deleted = deleted("old");
        Path kept = Path.of(deleted.quarantine().orElseThrow());
        reconcileIn(Duration.ofDays(6));
        assertThat(kept.resolve("files/README.md")).exists();
        reconcileIn(Duration.ofDays(8));
        assertThat(kept).doesNotExist();
        try (TestHub hub = new TestHub(database, home)) {
            assertThat(hub.store.find(deleted.id()).orElseThrow().quarantine()).isEmpty();
            assertThat(hub.data.resolve("sessions").resolve(deleted.id().toString()))
                    .doesNotExist();
        }
        assertThat(Repositories.git(home.resolve("repository"), "branch", "--list", "hub-trash/*"))
                .isEmpty();
        assertThat(Repositories.git(home.resolve("repository"), "worktree", "list")
                        .lines())
                .hasSize(1);
    }

    @Test
    void of_a_session_whose_files_were_removed_by_hand_nothing_stays_for_ever() throws IOException {
        Session deleted = deleted("emptied", files -> Files.move(files, home.resolve("taken-away")));
        assertThat(deleted.quarantine()).isEmpty();
        Path repository = home.resolve("repository");
        assertThat(Repositories.git(repository, "branch", "--list", "hub-trash/*"))
                .isNotEmpty();
        reconcileIn(Duration.ofDays(8));
        assertThat(Repositories.git(repository, "branch", "--list", "hub-trash/*"))
                .isEmpty();
        try (TestHub hub = new TestHub(database, home)) {
            assertThat(hub.store.find(deleted.id()).orElseThrow().step()).isEqualTo(SessionStep.PURGED);
            assertThatThrownBy(() -> hub.lifecycle.restore(anna, deleted.id()))
                    .hasFieldOrPropertyWithValue("code", FailureCode.NOT_RESTORABLE);
        }
    }

    @Test
    void files_that_have_to_stay_keep_no_others_from_going() throws IOException {
        for (int i = 0; i < 6; i++) {
            Path kept = Path.of(deleted("forged-" + i).quarantine().orElseThrow());
            Files.delete(kept.resolveSibling(kept.getFileName() + ".session"));
        }
        Path last = Path.of(deleted("last").quarantine().orElseThrow());
        reconcileIn(Duration.ofDays(8));
        assertThat(last).doesNotExist();
    }

    @Test
    void a_clock_that_goes_back_removes_nothing() {
        Path kept = Path.of(deleted("early").quarantine().orElseThrow());
        reconcileIn(Duration.ofDays(-400));
        assertThat(kept.resolve("files/README.md")).exists();
    }

    @Test
    void a_clock_that_jumps_ahead_removes_nothing() {
        Session deleted = deleted("hasty");
        AtomicReference<Instant> wall = new AtomicReference<>(Instant.now());
        RetentionClock clock = new RetentionClock(wall::get, () -> 0, Duration.ZERO);
        try (TestHub hub = new TestHub(database, home)) {
            Quarantine quarantine = new Quarantine(hub.data, hub.worktrees, () -> hub.git);
            Purge purge = new Purge(hub.store, quarantine, hub.data, Duration.ofDays(7), clock);
            wall.updateAndGet(now -> now.plus(Duration.ofDays(400)));
            purge.sweep();
        }
        assertThat(Path.of(deleted.quarantine().orElseThrow()).resolve("files/README.md"))
                .exists();
    }

    @Test
    void files_go_only_if_a_user_asked_for_it() {
        Session deleted = deleted("unasked");
        database.execute("delete from session_event where actor is not null");
        reconcileIn(Duration.ofDays(8));
        assertThat(Path.of(deleted.quarantine().orElseThrow()).resolve("files/README.md"))
                .exists();
    }

    @Test
    void files_go_only_if_they_are_marked_as_the_sessions() throws IOException {
        Session deleted = deleted("forged");
        Path kept = Path.of(deleted.quarantine().orElseThrow());
        Files.delete(kept.resolveSibling(kept.getFileName() + ".session"));
        reconcileIn(Duration.ofDays(8));
        assertThat(kept.resolve("files/README.md")).exists();
    }

    @Test
    void a_link_in_quarantine_leads_nowhere() throws IOException {
        Session deleted = deleted("linked");
        Path kept = Path.of(deleted.quarantine().orElseThrow());
        Path precious = Files.createDirectories(home.resolve("precious"));
        Files.writeString(precious.resolve("file"), "precious");
        Files.createSymbolicLink(kept.resolve("files/away"), precious);
        reconcileIn(Duration.ofDays(8));
        assertThat(kept).doesNotExist();
        assertThat(precious.resolve("file")).hasContent("precious");
    }

    @Test
    void only_a_few_go_at_once() {
        List<Path> kept = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            kept.add(Path.of(deleted("many-" + i).quarantine().orElseThrow()));
        }
        reconcileIn(Duration.ofDays(8));
        assertThat(kept.stream().filter(Files::exists)).hasSize(2);
    }

    @Test
    void a_session_that_was_restored_after_it_was_listed_keeps_everything() throws IOException {
        Session listed = deleted("rescued");
        try (TestHub hub = new TestHub(database, home)) {
            Path keepsake = hub.data.resolve("sessions").resolve(listed.id().toString());
            hub.lifecycle.restore(anna, listed.id());
            hub.await(listed.id(), SessionState.STOPPED);
            hub.awaitQuiet();
            Files.writeString(keepsake.resolve("conversation"), "precious");
            sweepOf(hub, listed);
            assertThat(keepsake.resolve("conversation")).hasContent("precious");
        }
    }

    @Test
    void a_session_whose_files_are_being_removed_cannot_be_restored() {
        Session listed = deleted("late");
        try (TestHub hub = new TestHub(database, home)) {
            hub.store.change(listed.id(), null, "the retention time is over", Session::purging);
            assertThatThrownBy(() -> hub.lifecycle.restore(anna, listed.id()))
                    .hasFieldOrPropertyWithValue("code", FailureCode.NOT_RESTORABLE);
        }
        reconcileIn(Duration.ofDays(8));
        assertThat(Path.of(listed.quarantine().orElseThrow())).doesNotExist();
    }

    /** A sweep whose list was made a while ago. */
    private void sweepOf(TestHub hub, Session listed) {
        TestStore late = new TestStore(database, Killer.none()) {
            @Override
            List<Session> deletedBefore(Instant time, int most) {
                return List.of(listed);
            }
        };
        Quarantine quarantine = new Quarantine(hub.data, hub.worktrees, () -> hub.git);
        new Purge(late, quarantine, hub.data, Duration.ofDays(7), TestHub.believing(Clock.systemUTC())).sweep();
    }

    /** What somebody does to the files by hand. */
    private interface Hand {

        void touch(Path files) throws IOException;
    }

    private Session deleted(String name) {
        try {
            return deleted(name, _ -> {});
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Session deleted(String name, Hand hand) throws IOException {
        try (TestHub hub = new TestHub(database, home)) {
            var id = hub.lifecycle
                    .create(anna, TestHub.named(name, false))
                    .session()
                    .id();
            hand.touch(hub.await(id, SessionState.STOPPED).workspace());
            hub.lifecycle.delete(anna, id, false);
            Session session = hub.await(id, SessionState.DELETED);
            hub.awaitQuiet();
            return session;
        }
    }

    private void reconcileIn(Duration span) {
        Clock later = Clock.fixed(Instant.now().plus(span), ZoneOffset.UTC);
        try (TestHub hub = new TestHub(database, home, Killer.none(), later)) {
            hub.reconciler.reconcile();
            hub.awaitQuiet();
        }
    }
}
