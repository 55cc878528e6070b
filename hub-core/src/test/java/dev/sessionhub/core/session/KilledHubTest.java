package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The hub is killed before and after everything it does to the world, one after the other, and a new one takes over. Each
 * test goes on until a run was not killed any more, so no step is left out, whatever steps there are.
 */
class KilledHubTest extends UserTest {

    private static final int MOST_MOMENTS = 200;

    @AfterEach
    void close() {
        new TestHub(database, home).removeEverything();
    }

    @Test
    void a_session_is_made_wherever_the_hub_is_killed() throws IOException {
        List<String> deaths = new ArrayList<>();
        boolean killed = true;
        for (int moment = 1; killed; moment++) {
            assertThat(moment).isLessThan(MOST_MOMENTS);
            String name = "made-" + moment;
            Killer killer = new Killer(moment);
            Optional<UUID> id = createIn(killer, name);
            killed = killer.hasKilled();
            if (killed) {
                deaths.add(killer.where());
                assertThat(id.isPresent() || killer.where().startsWith("before add"))
                        .as(killer.where())
                        .isTrue();
                id.ifPresent(session -> assertRunsAfterRestart(session, killer.where()));
            }
        }
        assertThat(deaths)
                .anyMatch(death -> death.startsWith("after add "))
                .anyMatch(death -> death.startsWith("after addWorktree"))
                .anyMatch(death -> death.startsWith("after create"))
                .anyMatch(death -> death.startsWith("after start"))
                .anyMatch(death -> death.startsWith("after exec"))
                .anyMatch(death -> death.startsWith("before change"));
    }

    @Test
    void a_session_is_deleted_whole_wherever_the_hub_is_killed() throws IOException {
        List<String> deaths = new ArrayList<>();
        boolean killed = true;
        for (int moment = 1; killed; moment++) {
            assertThat(moment).isLessThan(MOST_MOMENTS);
            Session session = running("gone-" + moment);
            SessionTest.work(session.workspace());
            List<String> before = TestHub.contents(session.workspace());
            Killer killer = new Killer(moment);
            act(killer, session.id(), hub -> hub.lifecycle.delete(anna, session.id(), true), SessionState.DELETED);
            killed = killer.hasKilled();
            if (killed) {
                deaths.add(killer.where());
                finishDeletion(session, before, killer.where());
            }
        }
        assertThat(deaths)
                .anyMatch(death -> death.startsWith("after remove"))
                .anyMatch(death -> death.startsWith("after moveWorktree"))
                .anyMatch(death -> death.startsWith("after updateBranch"))
                .anyMatch(death -> death.startsWith("before change"));
    }

    @Test
    void a_session_is_restored_whole_wherever_the_hub_is_killed() throws IOException {
        List<String> deaths = new ArrayList<>();
        boolean killed = true;
        for (int moment = 1; killed; moment++) {
            assertThat(moment).isLessThan(MOST_MOMENTS);
            Session session = running("back-" + moment);
            SessionTest.work(session.workspace());
            List<String> before = TestHub.contents(session.workspace());
            act(
                    Killer.none(),
                    session.id(),
                    hub -> hub.lifecycle.delete(anna, session.id(), true),
                    SessionState.DELETED);
            Killer killer = new Killer(moment);
            act(killer, session.id(), hub -> hub.lifecycle.restore(anna, session.id()), SessionState.STOPPED);
            killed = killer.hasKilled();
            try (TestHub next = new TestHub(database, home)) {
                if (next.store.find(session.id()).orElseThrow().state() == SessionState.DELETED) {
                    next.lifecycle.restore(anna, session.id());
                }
                next.reconciler.reconcile();
                next.await(session.id(), SessionState.STOPPED);
                next.awaitQuiet();
            }
            deaths.add(killer.where());
            assertThat(TestHub.contents(session.workspace())).as(killer.where()).isEqualTo(before);
            assertThat(Repositories.git(session.workspace(), "rev-parse", "--abbrev-ref", "HEAD"))
                    .as(killer.where())
                    .isEqualTo(session.origin().branch().value());
        }
        assertThat(deaths).anyMatch(death -> death.startsWith("after moveWorktree"));
    }

    /** Makes a session in a hub that is killed on the way; empty if it was killed before anything was written down. */
    private Optional<UUID> createIn(Killer killer, String name) {
        try (TestHub hub = new TestHub(database, home, killer, Clock.systemUTC())) {
            try {
                hub.lifecycle.create(anna, TestHub.named(name, true));
            } catch (Killer.Killed _) {
                // As wanted.
            }
            hub.awaitThat(() -> killer.hasKilled() || isRunning(hub, name), "killed or running");
            hub.awaitQuiet();
            return hub.store.list(SessionFilter.ALL).stream()
                    .filter(session -> session.name().equals(name))
                    .map(Session::id)
                    .findFirst();
        }
    }

    private static boolean isRunning(TestHub hub, String name) {
        return hub.store.list(SessionFilter.ALL).stream()
                .anyMatch(session -> session.name().equals(name) && session.state() == SessionState.RUNNING);
    }

    private void assertRunsAfterRestart(UUID id, String where) {
        try (TestHub next = new TestHub(database, home)) {
            next.reconciler.reconcile();
            Session session = next.await(id, SessionState.RUNNING);
            next.awaitThat(() -> next.terminals().find(id).isPresent(), "connected after " + where);
            next.awaitQuiet();
            assertThat(session.workspace().resolve("README.md")).as(where).hasContent("sample\n");
            assertThat(Repositories.git(session.workspace(), "status", "--porcelain"))
                    .as(where)
                    .isEmpty();
            assertThat(next.provider.list().stream()
                            .filter(container -> container.sessionId().equals(id)))
                    .as(where)
                    .hasSize(1);
        }
    }

    private void finishDeletion(Session session, List<String> before, String where) throws IOException {
        try (TestHub next = new TestHub(database, home)) {
            if (next.store.find(session.id()).orElseThrow().state() == SessionState.RUNNING) {
                next.lifecycle.delete(anna, session.id(), true);
            }
            next.reconciler.reconcile();
            Session deleted = next.await(session.id(), SessionState.DELETED);
            next.awaitQuiet();
            assertThat(session.workspace()).as(where).doesNotExist();
            assertThat(TestHub.contents(
                            Path.of(deleted.quarantine().orElseThrow()).resolve("files")))
                    .as(where)
                    .isEqualTo(before);
            assertThat(Repositories.git(
                            next.repository,
                            "branch",
                            "--list",
                            session.origin().branch().value()))
                    .as(where)
                    .isEmpty();
            assertThat(Repositories.git(next.repository, "branch", "--list", "hub-trash/" + session.id()))
                    .as(where)
                    .isNotEmpty();
            assertThat(Files.exists(session.workspace())).isFalse();
        }
    }

    private Session running(String name) {
        try (TestHub hub = new TestHub(database, home)) {
            UUID id = hub.lifecycle
                    .create(anna, TestHub.named(name, true))
                    .session()
                    .id();
            Session session = hub.await(id, SessionState.RUNNING);
            hub.awaitQuiet();
            return session;
        }
    }

    private void act(Killer killer, UUID id, Consumer<TestHub> wish, SessionState goal) {
        try (TestHub hub = new TestHub(database, home, killer, Clock.systemUTC())) {
            try {
                wish.accept(hub);
            } catch (Killer.Killed _) {
                return;
            }
            hub.awaitThat(
                    () -> killer.hasKilled() || hub.store.find(id).orElseThrow().state() == goal, "killed or " + goal);
            hub.awaitQuiet();
        }
    }
}
