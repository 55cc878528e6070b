package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What happened while nobody looked. */
class SessionRecoveryTest extends SessionTest {

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
    void an_agent_whose_start_was_not_seen_to_end_is_left_alone_while_its_provider_is_away() {
        Session session = running("patient");
        String pid = agentPid(session);
        hub.close();
        database.execute("update session set state = 'STARTING', step = 'AGENT', reason = null");
        AtomicBoolean away = new AtomicBoolean(true);
        hub = new TestHub(database, home, Killer.none(), Clock.systemUTC(), provider -> absent(provider, away));
        hub.reconciler.reconcile();
        Session waiting = hub.await(session.id(), now -> now.reason().isPresent(), "with a reason");
        assertThat(waiting.state()).isEqualTo(SessionState.STARTING);
        assertThat(waiting.reason().orElseThrow()).contains("went for lunch").contains("left alone");
        hub.awaitQuiet();
        away.set(false);
        hub.awaitThat(() -> reconciledTo(session, SessionState.RUNNING), "running");
        assertThat(hub.store.find(session.id()).orElseThrow().reason()).isEmpty();
        assertThat(agentPid(session)).isEqualTo(pid);
    }

    private boolean reconciledTo(Session session, SessionState state) {
        hub.reconciler.reconcile();
        return hub.store.find(session.id()).orElseThrow().state() == state;
    }

    private String agentPid(Session session) {
        try (ExecProcess process = hub.provider.exec(
                session.container().orElseThrow(),
                ExecSpec.of(
                        "sh",
                        "-c",
                        "tmux -S \"$SESSION_HUB_RUN/tmux.sock\" display-message -p -t agent '#{pane_pid}'"))) {
            return new String(process.stdout().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static ContainerProvider absent(ContainerProvider provider, AtomicBoolean away) {
        return (ContainerProvider) Proxy.newProxyInstance(
                ContainerProvider.class.getClassLoader(),
                new Class<?>[] {ContainerProvider.class},
                (_, method, arguments) -> {
                    if (away.get()
                            && (method.getName().equals("exec")
                                    || method.getName().equals("find"))) {
                        throw new ProviderException(Code.UNAVAILABLE, "the engine went for lunch");
                    }
                    try {
                        return method.invoke(provider, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    @Test
    void an_agent_that_ended_while_the_hub_was_away_is_seen() {
        Session session = running("leaver");
        hub.close();
        inside(session, "pkill -P $(tmux -S \"$SESSION_HUB_RUN/tmux.sock\" display-message -p -t agent '#{pane_pid}')");
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
    void a_directory_that_is_gone_under_a_session_is_named_until_it_is_back() throws IOException {
        Session session = running("uprooted");
        Path away = Files.move(session.workspace(), home.resolve("away"));
        hub.reconciler.reconcile();
        Session uprooted = hub.store.find(session.id()).orElseThrow();
        assertThat(uprooted.state()).isEqualTo(SessionState.RUNNING);
        assertThat(uprooted.reason().orElseThrow()).contains("directory of this session is gone");
        assertThatThrownBy(() -> hub.workspaces.status(uprooted.worktree()))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.code()).isEqualTo(Code.CONFLICT));
        hub.reconciler.reconcile();
        assertThat(messages(session))
                .filteredOn(message -> message.contains("its directory is gone"))
                .hasSize(1);

        Files.move(away, session.workspace());
        hub.reconciler.reconcile();
        assertThat(hub.store.find(session.id()).orElseThrow().reason()).isEmpty();
        assertThat(hub.workspaces.status(session.worktree()).entries()).isEmpty();
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
}
