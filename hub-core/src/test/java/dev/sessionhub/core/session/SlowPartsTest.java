package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.workspace.Workspaces;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.git.GitBackend;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What hangs or is slow holds up nobody else. */
class SlowPartsTest extends SessionTest {

    private final CountDownLatch patience = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();

    @Test
    void a_provider_that_hangs_keeps_no_others_sessions_from_starting() {
        ContainerProvider slow = hub.another("slow");
        hub.others.put("slow", hanging(ContainerProvider.class, slow, "start", _ -> true));
        List<UUID> stuck = new ArrayList<>();
        int many = 2 + Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
        for (int i = 0; i < many; i++) {
            stuck.add(hub.lifecycle.create(anna, on("slow")).session().id());
        }
        hub.awaitThat(() -> waiting.get() == many - 2, "as many stuck as there are turns");
        running("free");
        patience.countDown();
        stuck.forEach(id -> hub.await(id, SessionState.RUNNING));
        hub.close();
        slow.list().forEach(container -> slow.remove(container.handle()));
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
        counting.count();
        hub.awaitThat(() -> all.stream().skip(1).allMatch(this::isCounted), "counted");
        counting.count();
        assertThat(waiting).hasValue(1);
        assertThat(isCounted(giant)).isFalse();
        patience.countDown();
        hub.awaitThat(() -> isCounted(giant), "counted at last");
    }

    private boolean isCounted(Session session) {
        return hub.sessions.snapshot(session).changes().isPresent();
    }

    /** A plug-in one of whose methods hangs, for some of the directories it is called with. */
    private <T> T hanging(Class<T> type, T plug, String method, Predicate<Path> directory) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, called, arguments) -> {
                    boolean hangs = called.getName().equals(method);
                    if (hangs && (type != GitBackend.class || directory.test((Path) arguments[1]))) {
                        waiting.incrementAndGet();
                        patience.await();
                    }
                    try {
                        return called.invoke(plug, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                }));
    }

    private static NewSession on(String provider) {
        NewSession some = TestHub.command("cat");
        return new NewSession(
                some.name(),
                some.project(),
                Optional.of(provider),
                some.base(),
                some.branch(),
                some.agent(),
                some.command(),
                some.prompt(),
                some.environment(),
                some.limits(),
                some.network(),
                true);
    }
}
