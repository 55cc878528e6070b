package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.agent.AgentKind;
import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.core.session.part.Ended;
import dev.sessionhub.spi.container.ResourceLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Making, starting and stopping. */
class SessionLifecycleTest extends SessionTest {

    @Test
    void the_head_is_a_base_also_where_it_is_on_no_branch() throws IOException {
        Path detached = Repositories.sample(home.resolve("detached"));
        String first = Repositories.git(detached, "rev-parse", "HEAD");
        Repositories.git(detached, "commit", "-q", "--allow-empty", "-m", "second");
        Repositories.git(detached, "checkout", "-q", "--detach", first);
        hub.projects.add("detached", detached.toString());

        for (Optional<String> base : List.of(Optional.<String>empty(), Optional.of("HEAD"))) {
            NewSession request = new NewSession(
                    Optional.empty(),
                    Optional.of("detached"),
                    Optional.empty(),
                    base,
                    Optional.empty(),
                    Optional.empty(),
                    List.of("cat"),
                    Optional.empty(),
                    Map.of(),
                    ResourceLimits.DEFAULTS,
                    Optional.empty(),
                    true);
            Session session =
                    hub.await(hub.lifecycle.create(anna, request).session().id(), SessionState.RUNNING);
            assertThat(Repositories.git(session.workspace(), "rev-parse", "HEAD"))
                    .isEqualTo(first);
            assertThat(hub.workspaces.status(session.worktree()).ahead()).isZero();
        }
    }

    @Test
    void a_session_runs_in_a_worktree_on_a_branch_of_its_own() {
        SessionSnapshot created = hub.lifecycle.create(anna, TestHub.named("Fix the log-in", true));
        assertThat(created.session().state()).isEqualTo(SessionState.CREATING);
        Session session = hub.await(created.session().id(), SessionState.RUNNING);
        assertThat(session.origin().branch().value()).isEqualTo("hub/fix-the-log-in");
        assertThat(session.workspace()).startsWith(hub.worktrees);
        assertThat(session.origin().base()).isEqualTo("main");
        assertThat(Repositories.git(session.workspace(), "rev-parse", "--abbrev-ref", "HEAD"))
                .isEqualTo("hub/fix-the-log-in");
        assertThat(Repositories.git(session.workspace(), "status", "--porcelain"))
                .isEmpty();
        assertThat(hub.terminals().find(session.id())).isPresent();
        assertThat(session.agent().kind()).contains(AgentKind.COMMAND);
        assertThat(messages(session)).startsWith("created").anyMatch(line -> line.contains("the agent runs"));
    }

    @Test
    void nobody_sees_the_session_of_somebody_else_but_an_admin_does() {
        UUID id = hub.lifecycle
                .create(anna, TestHub.named("mine", false))
                .session()
                .id();
        Caller bob = new Caller(database.addAccount("bob"), "bob", Set.of());
        assertFails(FailureCode.SESSION_NOT_FOUND, () -> hub.sessions.find(bob, id));
        assertFails(FailureCode.SESSION_NOT_FOUND, () -> hub.lifecycle.stop(bob, id));
        assertFails(FailureCode.SESSION_NOT_FOUND, () -> hub.lifecycle.delete(bob, id, true));
        assertThat(hub.sessions.list(SessionFilter.visibleTo(bob, Optional.empty(), Optional.empty())))
                .isEmpty();
        Caller admin = new Caller(bob.account(), "bob", Set.of(Caller.Permission.SEES_ALL));
        assertThat(hub.sessions.find(admin, id).session().owner()).isEqualTo("anna");
    }

    @Test
    void a_session_stops_and_starts_again_with_its_files() throws IOException {
        Session session = running("again");
        Files.writeString(session.workspace().resolve("note.txt"), "kept");
        hub.lifecycle.stop(anna, session.id());
        Session stopped = hub.await(session.id(), SessionState.STOPPED);
        assertThat(stopped.ended().orElseThrow().cause()).isEqualTo(Ended.Cause.STOPPED);
        assertThat(hub.terminals().find(session.id())).isEmpty();
        assertFails(FailureCode.ILLEGAL_TRANSITION, () -> hub.lifecycle.stop(anna, session.id()));
        hub.lifecycle.start(anna, session.id());
        Session again = hub.await(session.id(), SessionState.RUNNING);
        assertThat(again.ended()).isEmpty();
        assertThat(session.workspace().resolve("note.txt")).hasContent("kept");
        assertThat(again.origin().branch()).isEqualTo(session.origin().branch());
    }

    @Test
    void of_two_starts_at_once_one_wins() throws Exception {
        UUID id = hub.lifecycle
                .create(anna, TestHub.named("race", false))
                .session()
                .id();
        hub.await(id, SessionState.STOPPED);
        Callable<String> start = () -> {
            try {
                hub.lifecycle.start(anna, id);
                return "started";
            } catch (HubException refused) {
                return refused.code().name();
            }
        };
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            List<String> outcomes = new ArrayList<>();
            for (Future<String> outcome : pool.invokeAll(List.of(start, start))) {
                outcomes.add(outcome.get());
            }
            assertThat(outcomes).containsExactlyInAnyOrder("started", "ILLEGAL_TRANSITION");
        }
        hub.await(id, SessionState.RUNNING);
    }

    @Test
    void fifty_sessions_can_be_made_at_once() throws Exception {
        Set<UUID> ids = new HashSet<>();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<UUID>> made = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                made.add(pool.submit(() -> hub.lifecycle
                        .create(anna, TestHub.command("cat"))
                        .session()
                        .id()));
            }
            for (Future<UUID> id : made) {
                ids.add(id.get());
            }
        }
        assertThat(ids).hasSize(50);
        Set<String> branches = new HashSet<>();
        for (UUID id : ids) {
            branches.add(hub.await(id, SessionState.RUNNING).origin().branch().value());
        }
        assertThat(branches).hasSize(50);
    }
}
