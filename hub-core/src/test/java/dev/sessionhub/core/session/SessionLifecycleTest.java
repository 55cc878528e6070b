package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.core.agent.AgentKind;
import dev.sessionhub.core.agent.AgentStatus.Activity;
import dev.sessionhub.core.database.TestDatabase;
import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.core.plugin.ProviderStatus;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionLifecycleTest {

    @TempDir
    Path home;

    private TestDatabase database;
    private TestHub hub;
    private Caller anna;

    @BeforeEach
    void open() throws IOException {
        Repositories.sample(home.resolve("repository"));
        database = TestDatabase.create();
        anna = new Caller(database.addAccount("anna"), "anna", false);
        hub = new TestHub(database, home);
    }

    @AfterEach
    void close() {
        hub.removeEverything();
        database.close();
    }

    @Test
    void a_session_runs_in_a_worktree_on_a_branch_of_its_own() {
        SessionSnapshot created = hub.lifecycle.create(anna, TestHub.named("Fix the log-in", true));
        assertThat(created.session().state()).isEqualTo(SessionState.CREATING);
        Session session = hub.await(created.session().id(), SessionState.RUNNING);
        assertThat(session.branch().value()).isEqualTo("hub/fix-the-log-in");
        assertThat(session.workspace()).startsWith(hub.worktrees);
        assertThat(session.base()).isEqualTo("main");
        assertThat(Repositories.git(session.workspace(), "rev-parse", "--abbrev-ref", "HEAD"))
                .isEqualTo("hub/fix-the-log-in");
        assertThat(Repositories.git(session.workspace(), "status", "--porcelain"))
                .isEmpty();
        assertThat(hub.terminals().find(session.id())).isPresent();
        assertThat(session.agentKind()).contains(AgentKind.COMMAND);
        assertThat(messages(session)).startsWith("created").anyMatch(line -> line.contains("the agent runs"));
    }

    @Test
    void nobody_sees_the_session_of_somebody_else_but_an_admin_does() {
        UUID id = hub.lifecycle
                .create(anna, TestHub.named("mine", false))
                .session()
                .id();
        Caller bob = new Caller(database.addAccount("bob"), "bob", false);
        assertFails(FailureCode.SESSION_NOT_FOUND, () -> hub.sessions.find(bob, id));
        assertFails(FailureCode.SESSION_NOT_FOUND, () -> hub.lifecycle.stop(bob, id));
        assertFails(FailureCode.SESSION_NOT_FOUND, () -> hub.lifecycle.delete(bob, id, true));
        assertThat(hub.sessions.list(SessionFilter.visibleTo(bob, Optional.empty(), Optional.empty())))
                .isEmpty();
        Caller admin = new Caller(bob.account(), "bob", true);
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
        assertThat(again.branch()).isEqualTo(session.branch());
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
            branches.add(hub.await(id, SessionState.RUNNING).branch().value());
        }
        assertThat(branches).hasSize(50);
    }

    @Test
    void an_agent_that_is_not_there_is_named_and_its_screen_kept() {
        UUID id = hub.lifecycle
                .create(anna, TestHub.command("no-such-agent"))
                .session()
                .id();
        Session session = hub.await(id, SessionState.FAILED);
        assertThat(session.reason())
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("not found").contains("no-such-agent"));
        assertThat(session.ended().orElseThrow().exitCode()).contains(127);
        assertThat(hub.sessions.lastScreen(anna, id))
                .hasValueSatisfying(screen -> assertThat(screen).contains("no-such-agent"));
    }

    @Test
    void an_agent_that_fails_at_once_is_named_and_one_that_ends_well_just_stops() {
        UUID bad = hub.lifecycle
                .create(anna, TestHub.command("sh", "-c", "echo out of luck; exit 3"))
                .session()
                .id();
        UUID good = hub.lifecycle
                .create(anna, TestHub.command("sh", "-c", "echo all done"))
                .session()
                .id();
        Session failed = hub.await(bad, SessionState.FAILED);
        assertThat(failed.reason().orElseThrow()).contains("exit code 3");
        assertThat(hub.sessions.lastScreen(anna, bad).orElseThrow()).contains("out of luck");
        Session stopped = hub.await(good, SessionState.STOPPED);
        assertThat(stopped.ended().orElseThrow().exitCode()).contains(0);
        assertThat(hub.sessions.lastScreen(anna, good).orElseThrow()).contains("all done");
        assertThat(hub.sessions.snapshot(stopped).agent().activity()).isEqualTo(Activity.ENDED);
    }

    @Test
    void words_of_a_command_are_passed_on_as_they_are() {
        UUID id = hub.lifecycle
                .create(
                        anna,
                        TestHub.command("printf", "<%s>\n", "a;", ";", "$(id)", "it's", "#{pane_pid}", "two words"))
                .session()
                .id();
        hub.await(id, SessionState.STOPPED);
        assertThat(hub.sessions.lastScreen(anna, id).orElseThrow().lines())
                .startsWith("<a;>", "<;>", "<$(id)>", "<it's>", "<#{pane_pid}>", "<two words>");
    }

    @Test
    void a_terminal_server_that_is_killed_makes_the_session_fail() {
        Session session = running("victim");
        inside(session, "kill -9 $(tmux -S \"$SESSION_HUB_RUN/tmux.sock\" display-message -p '#{pid}')");
        Session failed = hub.await(session.id(), SessionState.FAILED);
        assertThat(failed.reason().orElseThrow()).contains("tmux");
        hub.lifecycle.start(anna, session.id());
        hub.await(session.id(), SessionState.RUNNING);
    }

    @Test
    void a_shell_is_idle_until_it_works() {
        NewSession shell = with(TestHub.named("shell", true), AgentKind.SHELL, List.of());
        Session session = hub.await(hub.lifecycle.create(anna, shell).session().id(), SessionState.RUNNING);
        hub.awaitThat(() -> activity(session) == Activity.IDLE, "idle");
        hub.terminals()
                .find(session.id())
                .orElseThrow()
                .type("cat\r".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        hub.awaitThat(() -> activity(session) == Activity.WORKING, "working");
        assertThat(hub.sessions.snapshot(session).agent().detail()).contains("cat");
    }

    @Test
    void a_branch_in_use_is_refused() {
        Repositories.git(hub.repository, "branch", "hub/taken");
        assertFails(FailureCode.BRANCH_IN_USE, () -> hub.lifecycle.create(anna, TestHub.named("taken", true)));
        running("mine");
        assertFails(FailureCode.BRANCH_IN_USE, () -> hub.lifecycle.create(anna, TestHub.named("mine", true)));
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
        assertFails(FailureCode.UNSUPPORTED, () -> hub.projects.add("url", "https://example.org/x.git"));
        assertFails(FailureCode.VALIDATION_FAILED, () -> hub.projects.add("relative", "a/b"));
        hub.projects.add("bare", bare.toString());
        assertFails(
                FailureCode.PROJECT_EXISTS,
                () -> hub.projects.add("bare", home.resolve("bare.git").toString()));
        NewSession onBare = with(TestHub.named("on-bare", true), request -> Optional.of("bare"));
        Session session = hub.await(hub.lifecycle.create(anna, onBare).session().id(), SessionState.RUNNING);
        assertThat(session.repository()).isEqualTo(bare);
        assertFails(
                FailureCode.PROJECT_NOT_FOUND,
                () -> hub.lifecycle.create(
                        anna, with(TestHub.named("nowhere", true), request -> Optional.of("nowhere"))));
    }

    @Test
    void a_provider_that_is_down_is_refused() {
        hub.health =
                new ProviderStatus(ProviderStatus.Verdict.DOWN, "quarantined after three failures", Optional.empty());
        assertFails(FailureCode.PROVIDER_UNAVAILABLE, () -> hub.lifecycle.create(anna, TestHub.named("no", true)));
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

    @Test
    void a_restarted_hub_finds_its_sessions_running() {
        Session session = running("survivor");
        hub.close();
        hub = new TestHub(database, home);
        hub.reconciler.reconcile();
        hub.awaitThat(() -> hub.terminals().find(session.id()).isPresent(), "connected");
        assertThat(hub.store.find(session.id()).orElseThrow().state()).isEqualTo(SessionState.RUNNING);
    }

    @Test
    void an_agent_that_ended_while_the_hub_was_away_is_seen() {
        Session session = running("leaver");
        hub.close();
        inside(session, "kill $(tmux -S \"$SESSION_HUB_RUN/tmux.sock\" display-message -p -t agent '#{pane_pid}')");
        hub = new TestHub(database, home);
        hub.reconciler.reconcile();
        Session stopped = hub.await(session.id(), SessionState.STOPPED);
        assertThat(stopped.ended().orElseThrow().signal()).contains(15);
    }

    @Test
    void an_environment_that_vanished_makes_the_session_fail() {
        Session keeper = running("keeper");
        Session session = running("gone");
        hub.provider.remove(session.container().orElseThrow());
        hub.reconciler.reconcile();
        Session failed = hub.await(session.id(), SessionState.FAILED);
        assertThat(failed.reason()).isPresent();
        assertThat(hub.store.find(keeper.id()).orElseThrow().state()).isEqualTo(SessionState.RUNNING);
        hub.lifecycle.start(anna, session.id());
        hub.await(session.id(), SessionState.RUNNING);
    }

    @Test
    void what_nobody_knows_is_named_and_left_alone() throws IOException {
        Session session = running("known");
        Path stranger = Files.createDirectories(hub.worktrees.resolve("other/precious"));
        hub.reconciler.reconcile();
        assertThat(hub.inventory.named()).anyMatch(finding -> finding.contains(stranger.toString()));
        assertThat(hub.inventory.named())
                .noneMatch(finding -> finding.contains(session.workspace().toString()));
        assertThat(stranger).isDirectory();
    }

    private Session running(String name) {
        return hub.await(
                hub.lifecycle.create(anna, TestHub.named(name, true)).session().id(), SessionState.RUNNING);
    }

    private Activity activity(Session session) {
        return hub.sessions.snapshot(session).agent().activity();
    }

    private List<String> messages(Session session) {
        return hub.sessions.history(anna, session.id(), 0).stream()
                .map(SessionEvent::message)
                .toList();
    }

    /** Committed, staged, changed, untracked, ignored, executable, linked and empty. */
    static void work(Path tree) throws IOException {
        Files.writeString(tree.resolve("committed.txt"), "committed");
        Repositories.git(tree, "add", "committed.txt");
        Repositories.git(tree, "commit", "-q", "-m", "work");
        Files.writeString(tree.resolve("README.md"), "changed");
        Files.writeString(tree.resolve("staged.txt"), "staged");
        Repositories.git(tree, "add", "staged.txt");
        Files.writeString(tree.resolve(".gitignore"), "*.secret\n");
        Files.writeString(tree.resolve("a.secret"), "ignored");
        Files.createSymbolicLink(tree.resolve("link"), Path.of("/nowhere"));
        Files.createDirectories(tree.resolve("empty"));
        Files.write(tree.resolve("binary"), new byte[] {0, 1, 2, (byte) 0xff});
        Files.setPosixFilePermissions(tree.resolve("binary"), PosixFilePermissions.fromString("rwxr-x---"));
    }

    private static NewSession with(NewSession request, AgentKind agent, List<String> command) {
        return new NewSession(
                request.name(),
                request.project(),
                request.provider(),
                request.base(),
                request.branch(),
                Optional.of(agent),
                command,
                request.prompt(),
                request.environment(),
                request.limits(),
                request.start());
    }

    private static NewSession with(
            NewSession request, java.util.function.Function<NewSession, Optional<String>> project) {
        return new NewSession(
                request.name(),
                project.apply(request),
                request.provider(),
                request.base(),
                request.branch(),
                request.agent(),
                request.command(),
                request.prompt(),
                request.environment(),
                request.limits(),
                request.start());
    }

    private static HubException assertFails(FailureCode code, Callable<?> call) {
        HubException[] caught = new HubException[1];
        assertThatThrownBy(call::call)
                .isInstanceOfSatisfying(HubException.class, failure -> caught[0] = failure)
                .hasFieldOrPropertyWithValue("code", code);
        return caught[0];
    }

    private void inside(Session session, String shellText) {
        try (ExecProcess process =
                hub.provider.exec(session.container().orElseThrow(), ExecSpec.of("sh", "-c", shellText))) {
            assertThat(process.waitFor()).isZero();
        }
    }
}
