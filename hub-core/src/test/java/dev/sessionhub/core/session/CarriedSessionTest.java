package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.agent.AgentKind;
import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.core.workspace.Against;
import dev.sessionhub.core.workspace.Worktree;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.git.GitDiff;
import dev.sessionhub.spi.git.GitStatus;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session whose environment shares nothing with the hub: its files travel. */
class CarriedSessionTest extends SessionTest {

    private final AtomicBoolean hidden = new AtomicBoolean();
    private final AtomicBoolean unstartable = new AtomicBoolean();

    @Override
    @BeforeEach
    void open() {
        Bubblewrap.require();
        hub = new TestHub(
                database,
                home,
                Killer.none(),
                Clock.systemUTC(),
                host -> hideable(Bubblewrap.elsewhere(host, home.resolve("elsewhere"))));
    }

    @Test
    void its_files_are_a_repository_of_their_own_and_come_back_when_it_stops() {
        Session session = running("traveller");
        assertThat(inside(
                        session,
                        "pwd; git status --porcelain; git log --format=%s; cat README.md; ls /hub 2>&1 || true"))
                .startsWith("/workspace\nfirst\nsample\n")
                .contains("No such file");
        inside(session, "echo 1 > one; git add one; git commit -qm one; echo two > two");
        GitStatus running = hub.workspaces.status(worktree(session));
        assertThat(running.ahead()).isEqualTo(1);
        assertThat(running.entries()).extracting(GitStatus.Entry::path).containsExactly("two");
        GitDiff diff = hub.workspaces.diff(worktree(session), Against.BASE, Optional.empty());
        assertThat(session.workspace().resolve("two")).doesNotExist();
        String head = inside(session, "git rev-parse HEAD");
        hub.lifecycle.stop(anna, session.id());
        hub.await(session.id(), SessionState.STOPPED);
        assertThat(session.workspace().resolve("two")).hasContent("two");
        assertThat(Repositories.git(hub.repository, "rev-parse", "hub/traveller"))
                .isEqualTo(head);
        assertThat(hub.workspaces.status(worktree(session))).isEqualTo(running);
        assertThat(hub.workspaces.diff(worktree(session), Against.BASE, Optional.empty()))
                .isEqualTo(diff);
    }

    @Test
    void what_is_there_is_newer_and_is_not_overwritten_when_it_starts_again() {
        Session session = running("stays");
        inside(session, "echo new > new");
        hub.lifecycle.stop(anna, session.id());
        hub.await(session.id(), SessionState.STOPPED);
        write(session.workspace().resolve("new"), "old\n");
        hub.lifecycle.start(anna, session.id());
        Session again = hub.await(session.id(), SessionState.RUNNING);
        assertThat(inside(again, "cat new")).isEqualTo("new");
    }

    @Test
    void little_is_lost_with_the_place_where_it_ran() throws IOException {
        Session session = running("lost");
        inside(session, "echo kept > kept; git add kept; git commit -qm kept; echo 1 > \"$CLAUDE_CONFIG_DIR/talk\"");
        hub.reconciler.carry();
        hub.provider.remove(session.container().orElseThrow());
        hub.engine.wake(session.id());
        hub.reconciler.reconcile();
        hub.await(session.id(), SessionState.FAILED);
        deleteElsewhere();
        hub.lifecycle.start(anna, session.id());
        Session again = hub.await(session.id(), SessionState.RUNNING);
        assertThat(inside(again, "git log --format=%s -1; cat kept \"$CLAUDE_CONFIG_DIR/talk\""))
                .isEqualTo("kept\nkept\n1");
    }

    @Test
    void a_deleted_session_is_brought_home_first_and_comes_back() {
        Session session = running("home");
        inside(session, "echo 1 > one; git add one; git commit -qm one; echo open > open");
        hub.lifecycle.delete(anna, session.id(), true);
        hub.await(session.id(), SessionState.DELETED);
        hub.lifecycle.restore(anna, session.id());
        hub.await(session.id(), SessionState.STOPPED);
        assertThat(session.workspace().resolve("open")).hasContent("open");
        hub.lifecycle.start(anna, session.id());
        Session again = hub.await(session.id(), SessionState.RUNNING);
        assertThat(inside(again, "git status --porcelain; git log --format=%s -1"))
                .isEqualTo("?? open\none");
    }

    @Test
    void a_session_whose_environment_was_not_seen_for_a_while_is_brought_home_too() {
        Session session = lostFromSight("unseen");
        hub.lifecycle.delete(anna, session.id(), true);
        hub.await(session.id(), SessionState.DELETED);
        assertThat(hub.provider.list()).isEmpty();
        hub.lifecycle.restore(anna, session.id());
        hub.await(session.id(), SessionState.STOPPED);
        assertThat(session.workspace().resolve("late")).hasContent("late");
    }

    @Test
    void what_would_be_lost_is_asked_where_it_is_though_the_session_has_failed() {
        Session session = lostFromSight("fresh");
        HubException refused =
                assertFails(FailureCode.UNCOMMITTED_WORK, () -> hub.lifecycle.delete(anna, session.id(), false));
        assertThat(refused.workAtRisk().orElseThrow().files()).containsExactly("late");
        hub.provider.stop(hub.provider.list().getFirst().handle(), Duration.ZERO);
        refused = assertFails(FailureCode.UNCOMMITTED_WORK, () -> hub.lifecycle.delete(anna, session.id(), false));
        assertThat(refused).hasMessageContaining("start the session");
    }

    @Test
    void a_session_that_was_not_seen_for_a_while_goes_on_with_what_it_has() {
        Session session = lostFromSight("again");
        hub.lifecycle.start(anna, session.id());
        Session again = hub.await(session.id(), SessionState.RUNNING);
        assertThat(inside(again, "cat late")).isEqualTo("late");
    }

    /** Failed because its environment was away; now it is there again, with work that the hub has not seen. */
    private Session lostFromSight(String name) {
        Session session = running(name);
        hub.reconciler.carry();
        inside(session, "echo late > late; rm -f \"$SESSION_HUB_RUN/hub-files\"");
        hidden.set(true);
        hub.engine.connections().doubt(session.id());
        hub.engine.wake(session.id());
        Session failed = hub.await(session.id(), SessionState.FAILED);
        assertThat(failed.container()).isEmpty();
        hidden.set(false);
        return failed;
    }

    private ContainerProvider hideable(ContainerProvider provider) {
        return (ContainerProvider) Proxy.newProxyInstance(
                ContainerProvider.class.getClassLoader(),
                new Class<?>[] {ContainerProvider.class},
                (_, called, arguments) -> {
                    if (hidden.get() && called.getName().equals("find")) {
                        return Optional.empty();
                    }
                    if (hidden.get() && called.getName().equals("list")) {
                        return List.of();
                    }
                    if (unstartable.get() && called.getName().equals("start")) {
                        throw new ProviderException(ProviderException.Code.CONFLICT, "it does not start");
                    }
                    try {
                        return called.invoke(provider, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    @Test
    void an_environment_that_never_started_has_no_files_and_is_removed_as_it_is() {
        unstartable.set(true);
        UUID id = hub.lifecycle
                .create(anna, WantedSession.of(AgentKind.SHELL).named("half").asked())
                .session()
                .id();
        hub.await(id, SessionState.FAILED);
        assertThat(hub.provider.list()).singleElement().matches(found -> found.state() == Container.State.CREATED);
        hub.lifecycle.delete(anna, id, false);
        hub.await(id, SessionState.DELETED);
        assertThat(hub.provider.list()).isEmpty();
    }

    @Test
    void what_git_ignores_comes_too_and_only_if_it_is_large_not_before_the_end() {
        Session session = running("heavy");
        inside(session, """
                printf '%s\n' node_modules '*.env' build >.gitignore
                mkdir -p node_modules/a app/node_modules build src/node_modules2
                head -c 70000000 /dev/zero | tee node_modules/a/big >app/node_modules/big
                head -c 70000000 /dev/zero >src/node_modules2/big
                echo small >build/out; echo secret >.env; echo app >app/main""");
        hub.reconciler.carry();
        Path home = session.workspace();
        assertThat(home.resolve(".env")).hasContent("secret");
        assertThat(home.resolve("build/out")).hasContent("small");
        assertThat(home.resolve("app/main")).hasContent("app");
        assertThat(home.resolve("src/node_modules2/big")).exists();
        assertThat(home.resolve("node_modules")).doesNotExist();
        assertThat(home.resolve("app/node_modules")).doesNotExist();
        hub.lifecycle.delete(anna, session.id(), true);
        hub.await(session.id(), SessionState.DELETED);
        hub.lifecycle.restore(anna, session.id());
        hub.await(session.id(), SessionState.STOPPED);
        assertThat(home.resolve("node_modules/a/big")).hasSize(70_000_000);
        assertThat(home.resolve("app/node_modules/big")).exists();
    }

    @Test
    void a_session_decides_neither_whether_its_files_come_back_nor_whether_older_ones_go_over_them() {
        Session session = running("liar");
        inside(session, """
                printf '%s\n' '*' '/.git/' >.gitignore
                echo work >work; mkdir sub; echo deep >sub/deep; git add -f work; git commit -qm work
                rm -f "$SESSION_HUB_RUN/hub-files"
                """);
        hub.lifecycle.stop(anna, session.id());
        hub.await(session.id(), SessionState.STOPPED);
        assertThat(session.workspace().resolve("sub/deep")).hasContent("deep");
        assertThat(Repositories.git(hub.repository, "log", "-1", "--format=%s", "hub/liar"))
                .isEqualTo("work");
        write(session.workspace().resolve("work"), "old\n");
        hub.lifecycle.start(anna, session.id());
        Session again = hub.await(session.id(), SessionState.RUNNING);
        assertThat(inside(again, "cat work")).isEqualTo("work");
    }

    private void deleteElsewhere() throws IOException {
        Files.move(home.resolve("elsewhere"), home.resolve("gone"));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private Worktree worktree(Session session) {
        return hub.store.find(session.id()).orElseThrow().worktree();
    }
}
