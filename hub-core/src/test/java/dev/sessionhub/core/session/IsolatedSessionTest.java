package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.core.workspace.Against;
import dev.sessionhub.core.workspace.Worktree;
import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.git.FileChange;
import dev.sessionhub.spi.git.GitDiff;
import dev.sessionhub.spi.git.GitStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session whose environment sees nothing of the hub's but what is mounted. */
class IsolatedSessionTest extends SessionTest {

    private final AtomicBoolean hidden = new AtomicBoolean();
    private final List<String> onStop = new CopyOnWriteArrayList<>();

    @Override
    @BeforeEach
    void open() {
        Bubblewrap.require();
        hub = new TestHub(database, home, Killer.none(), Clock.systemUTC(), host -> watching(new Bubblewrap(host)));
    }

    @Test
    void git_works_inside_as_in_any_clone() {
        Session session = running("inside");
        assertThat(inside(session, "pwd; git status --porcelain; git log --format=%s; git rev-parse --abbrev-ref HEAD"))
                .isEqualTo("/workspace\nfirst\nhub/inside");
        assertThat(inside(session, """
                echo more >> README.md && git commit -qam second && git commit -q --amend -m better
                echo x > x && git add x && git stash push -q && git stash pop -q
                git checkout -q -b side && git commit -qm x && git rebase -q hub/inside && git checkout -q -
                git branch --format='%(refname:short)'
                """)).isEqualTo("hub/inside\nmain\nside");
        assertThat(inside(session, "touch /hub/base-objects/x 2>&1 || rm .git 2>&1 || ls /hub"))
                .contains("claude", "git", "base-objects");
    }

    @Test
    void what_a_running_session_changed_is_seen_through_its_own_git() throws IOException {
        Session session = running("changes");
        inside(session, """
                echo four >> src/a.txt; git add src/a.txt; git mv README.md READ.me; printf 'a\\nb' > 'new
                file'; echo ignored > .gitignore; echo x > ignored
                """);
        GitStatus status = hub.workspaces.status(worktree(session));
        assertThat(status.branch()).contains(session.origin().branch());
        assertThat(status.entries())
                .containsExactly(
                        entry(".gitignore", FileChange.NONE, FileChange.UNTRACKED),
                        new GitStatus.Entry("READ.me", Optional.of("README.md"), FileChange.RENAMED, FileChange.NONE),
                        entry("new\nfile", FileChange.NONE, FileChange.UNTRACKED),
                        entry("src/a.txt", FileChange.MODIFIED, FileChange.NONE));
        GitDiff running = hub.workspaces.diff(worktree(session), Against.BASE, Optional.empty());
        assertThat(running.files()).extracting(GitDiff.FileDiff::change).hasSize(4);
        assertThat(inside(
                        session, "git status --porcelain | wc -l; ls -A \"$SESSION_HUB_RUN\" | grep -c index || true"))
                .as("nothing of the hub's is left")
                .isEqualTo("4\n0");
        ByteArrayOutputStream patch = new ByteArrayOutputStream();
        hub.workspaces.patch(worktree(session), Against.BASE, Optional.empty(), patch);
        Path copy = home.resolve("copy");
        Repositories.git(home, "clone", "-q", hub.repository.toString(), copy.toString());
        Files.write(home.resolve("patch"), patch.toByteArray());
        Repositories.git(copy, "apply", home.resolve("patch").toString());
        assertThat(copy.resolve("new\nfile")).hasContent("a\nb");
        stop(session);
        assertThat(hub.workspaces.diff(worktree(session), Against.BASE, Optional.empty()))
                .as("what the hub itself sees when it is stopped")
                .isEqualTo(running);
        assertThat(hub.workspaces.status(worktree(session)).entries()).hasSize(5);
    }

    @Test
    void a_comparison_leaves_the_index_of_another_one_alone_and_removes_those_of_the_dead() {
        Session session = running("crowd");
        inside(
                session,
                "cd \"$SESSION_HUB_RUN\"; touch hub-index.1 hub-index.1.lock hub-index.4000000 hub-index.4000000.lock");
        hub.workspaces.diff(worktree(session), Against.BASE, Optional.empty());
        assertThat(inside(session, "cd \"$SESSION_HUB_RUN\"; ls -d hub-index.*"))
                .isEqualTo("hub-index.1\nhub-index.1.lock");
    }

    @Test
    void commits_reach_the_branch_while_the_session_runs_and_when_it_stops() {
        Session session = running("worker");
        inside(session, "echo 1 > one && git add one && git commit -qm one");
        hub.reconciler.reconcile();
        hub.counting.count();
        String first = inside(session, "git rev-parse HEAD");
        hub.awaitThat(() -> tip("hub/worker").equals(first), "taken");
        hub.awaitThat(() -> told(session).contains("commits of branch hub/worker came"), "told");
        inside(session, "git commit -q --amend -m uno && echo 2 > two && git add two && git commit -qm two");
        String head = inside(session, "git rev-parse HEAD");
        stop(session);
        assertThat(tip("hub/worker")).isEqualTo(head);
        assertThat(hub.workspaces.status(worktree(session)).ahead()).isEqualTo(2);
        assertThat(Repositories.git(hub.repository, "fsck", "--strict")).isEmpty();
    }

    @Test
    void a_deleted_session_comes_back_with_everything_its_git_had() throws IOException {
        Session session = running("comeback");
        inside(session, """
                echo 1 > one && git add one && git commit -qm one && git checkout -q -b side
                echo 2 > two && git add two && git commit -qm two && git checkout -q hub/comeback
                echo stashed > one && git stash push -q && echo open > open
                """);
        assertThatThrownBy(() -> hub.lifecycle.delete(anna, session.id(), false))
                .isInstanceOfSatisfying(HubException.class, refused -> {
                    assertThat(refused.workAtRisk().orElseThrow().commits()).isEqualTo(2);
                    assertThat(refused.workAtRisk().orElseThrow().files()).containsExactly("open");
                });
        String head = inside(session, "git rev-parse HEAD");
        hub.lifecycle.delete(anna, session.id(), true);
        hub.await(session.id(), SessionState.DELETED);
        assertThat(session.workspace()).doesNotExist();
        hub.lifecycle.restore(anna, session.id());
        hub.await(session.id(), SessionState.STOPPED);
        assertThat(tip("hub/comeback")).isEqualTo(head);
        hub.lifecycle.start(anna, session.id());
        Session again = hub.await(session.id(), SessionState.RUNNING);
        assertThat(inside(again, "git stash pop -q; cat one open; git rev-parse --verify -q side >/dev/null; echo $?"))
                .isEqualTo("stashed\nopen\n0");
    }

    @Test
    void the_agents_configuration_outlives_the_environment() {
        Session session = running("keeps");
        inside(session, "echo kept > \"$CLAUDE_CONFIG_DIR/conversation\"");
        hub.provider.remove(session.container().orElseThrow());
        hub.engine.wake(session.id());
        hub.reconciler.reconcile();
        hub.await(session.id(), SessionState.FAILED);
        hub.lifecycle.start(anna, session.id());
        Session again = hub.await(session.id(), SessionState.RUNNING);
        assertThat(inside(again, "cat \"$CLAUDE_CONFIG_DIR/conversation\"")).isEqualTo("kept");
    }

    @Test
    void the_hub_writes_nothing_for_an_agent_that_may_still_run() {
        Session session = running("alive");
        inside(session, "echo mine > \"$CLAUDE_CONFIG_DIR/settings.json\"; rm \"$CLAUDE_CONFIG_DIR/.claude.json\"");
        hidden.set(true);
        hub.engine.connections().doubt(session.id());
        hub.engine.wake(session.id());
        hub.await(session.id(), SessionState.FAILED);
        hidden.set(false);
        assertThat(hub.provider.list().getFirst().state()).isEqualTo(Container.State.RUNNING);
        hub.lifecycle.start(anna, session.id());
        hub.await(session.id(), SessionState.RUNNING);
        assertThat(onStop)
                .as("the agent's directory when the environment was stopped")
                .containsExactly("settings.json");
    }

    /** Notes what is in the agent's directory whenever an environment is stopped, and may be out of sight. */
    private ContainerProvider watching(ContainerProvider provider) {
        return (ContainerProvider) Proxy.newProxyInstance(
                ContainerProvider.class.getClassLoader(),
                new Class<?>[] {ContainerProvider.class},
                (_, called, arguments) -> {
                    if (hidden.get() && called.getName().equals("find")) {
                        return Optional.empty();
                    }
                    if (called.getName().equals("stop")) {
                        onStop.add(agentsFiles());
                    }
                    try {
                        return called.invoke(provider, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    private String agentsFiles() throws IOException {
        Path session =
                Objects.requireNonNull(hub.data.resolve("sessions").toFile().listFiles())[0].toPath();
        try (var files = Files.list(session.resolve("claude"))) {
            return String.join(
                    " ",
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    private static GitStatus.Entry entry(String path, FileChange staged, FileChange unstaged) {
        return new GitStatus.Entry(path, Optional.empty(), staged, unstaged);
    }

    private String told(Session session) {
        return hub.store.history(session.id(), 0).stream()
                .map(SessionEvent::message)
                .toList()
                .toString();
    }

    private void stop(Session session) {
        hub.lifecycle.stop(anna, session.id());
        hub.await(session.id(), SessionState.STOPPED);
    }

    private Worktree worktree(Session session) {
        return hub.store.find(session.id()).orElseThrow().worktree();
    }

    private String tip(String branch) {
        return Repositories.git(hub.repository, "rev-parse", branch);
    }
}
