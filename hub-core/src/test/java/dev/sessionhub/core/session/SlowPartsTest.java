package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.workspace.Workspaces;
import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.git.GitBackend;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What hangs or is slow holds up nobody else. */
class SlowPartsTest extends SessionTest {

    private static final int AT_ONCE = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    private final CountDownLatch patience = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Test
    void a_provider_that_hangs_keeps_no_others_sessions_from_starting() {
        ContainerProvider slow = hub.another("slow");
        hub.others.put("slow", hanging(ContainerProvider.class, slow, "start", _ -> true));
        List<UUID> stuck = new ArrayList<>();
        for (int i = 0; i < AT_ONCE + 2; i++) {
            stuck.add(hub.lifecycle.create(daring(), on("slow")).session().id());
        }
        hub.awaitThat(() -> waiting.get() == AT_ONCE, "as many stuck as there are turns");
        running("free");
        patience.countDown();
        stuck.forEach(id -> hub.await(id, SessionState.RUNNING));
        hub.close();
        slow.list().forEach(container -> slow.remove(container.handle()));
    }

    @Test
    void sessions_whose_machine_was_restarted_come_back_a_few_at_a_time() {
        ContainerProvider machine = hub.another("machine");
        hub.others.put("machine", machine);
        List<UUID> all = new ArrayList<>();
        for (int i = 0; i < 3 * AT_ONCE; i++) {
            all.add(hub.lifecycle.create(daring(), on("machine")).session().id());
        }
        all.forEach(id -> hub.await(id, SessionState.RUNNING));
        hub.others.put("machine", restarted(hanging(ContainerProvider.class, machine, "start", _ -> true)));
        machine.list().forEach(container -> machine.stop(container.handle(), Duration.ZERO));
        all.forEach(id -> hub.await(id, SessionState.STARTING));
        hub.awaitThat(() -> waiting.get() == AT_ONCE, "a first batch");
        patience.countDown();
        all.forEach(id -> hub.await(id, SessionState.RUNNING));
        assertThat(most).hasValue(AT_ONCE);
        hub.close();
        machine.list().forEach(container -> machine.remove(container.handle()));
    }

    @Test
    void a_giant_tree_does_not_delay_the_counts_of_others() {
        Session giant = running("giant");
        List<Session> all = new ArrayList<>(List.of(giant));
        for (int i = 0; i < 4; i++) {
            all.add(running("small-" + i));
        }
        GitBackend git = hanging(GitBackend.class, hub.git, "diff", tree -> tree.equals(giant.workspace()));
        ChangeCounting counting = new ChangeCounting(
                hub.sessions, new Workspaces(() -> git, _ -> hub.provider, hub.data), hub.engine.connections());
        counting.know(all);
        count(counting);
        hub.awaitThat(() -> all.stream().skip(1).allMatch(this::isCounted), "counted");
        count(counting);
        assertThat(waiting).hasValue(1);
        assertThat(isCounted(giant)).isFalse();
        patience.countDown();
        hub.awaitThat(() -> isCounted(giant), "counted at last");
    }

    @Test
    void a_provider_that_hangs_keeps_the_changes_of_no_others_sessions_from_being_counted() {
        ContainerProvider slow = hub.another("slow");
        hub.others.put("slow", slow);
        List<Session> stuck = new ArrayList<>();
        for (int i = 0; i < 2 * AT_ONCE; i++) {
            stuck.add(hub.await(
                    hub.lifecycle.create(daring(), on("slow")).session().id(), SessionState.RUNNING));
        }
        Session free = running("free");
        List<Session> all = new ArrayList<>(stuck);
        all.add(free);
        GitBackend git = hanging(GitBackend.class, hub.git, "diff", tree -> !tree.equals(free.workspace()));
        ChangeCounting counting = new ChangeCounting(
                hub.sessions, new Workspaces(() -> git, _ -> hub.provider, hub.data), hub.engine.connections());
        counting.know(all);
        count(counting);
        hub.awaitThat(() -> isCounted(free), "counted");
        assertThat(stuck).noneMatch(this::isCounted);
        patience.countDown();
        hub.awaitThat(() -> stuck.stream().allMatch(this::isCounted), "counted at last");
        hub.close();
        slow.list().forEach(container -> slow.remove(container.handle()));
    }

    /** Anna, who may choose a provider that does not isolate. */
    private Caller daring() {
        return new Caller(anna.account(), anna.username(), Set.of(Caller.Permission.LEAVES_ISOLATION));
    }

    /** A round, which waits for nobody. */
    private void count(ChangeCounting counting) {
        Thread round = Thread.ofVirtual().start(counting::count);
        hub.awaitThat(() -> !round.isAlive(), "over");
    }

    private boolean isCounted(Session session) {
        return hub.sessions.snapshot(session).changes().isPresent();
    }

    /** A plug-in one of whose methods hangs, for some of the directories it is called with. */
    private <T> T hanging(Class<T> type, T plug, String method, Predicate<Path> directory) {
        return disguised(type, (called, arguments) -> {
            boolean hangs = called.getName().equals(method);
            if (!hangs || (type == GitBackend.class && !directory.test((Path) arguments[1]))) {
                return called.invoke(plug, arguments);
            }
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            waiting.incrementAndGet();
            try {
                patience.await();
                return called.invoke(plug, arguments);
            } finally {
                inside.decrementAndGet();
            }
        });
    }

    /** A provider that says of what does not run that it ended with its machine. */
    private static ContainerProvider restarted(ContainerProvider provider) {
        return disguised(ContainerProvider.class, (called, arguments) -> {
            Object answer = called.invoke(provider, arguments);
            return called.getName().equals("find") ? ((Optional<?>) answer).map(SlowPartsTest::ended) : answer;
        });
    }

    private static Container ended(Object found) {
        Container container = (Container) found;
        return container.state() == Container.State.RUNNING
                ? container
                : new Container(
                        container.handle(),
                        container.sessionId(),
                        container.state(),
                        container.startedAt(),
                        Optional.of("the machine was restarted"));
    }

    /** What a plug-in does instead. */
    private interface Call {
        Object of(Method called, Object[] arguments) throws ReflectiveOperationException, InterruptedException;
    }

    private static <T> T disguised(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, called, arguments) -> {
                    try {
                        return call.of(called, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                }));
    }

    private static NewSession on(String provider) {
        return WantedSession.running("cat").on(provider).asked();
    }
}
