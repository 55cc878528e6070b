package dev.sessionhub.web.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.concurrent.HubThreads;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StuckViewerTest {

    private final CountDownLatch reads = new CountDownLatch(1);
    private final Semaphore sending = new Semaphore(0);
    private final Semaphore closing = new Semaphore(0);
    private final AtomicInteger closes = new AtomicInteger();

    /** A client that takes nothing, not even the word that it is closed. */
    private final Session stuck = proxy(Session.class, method -> switch (method) {
        case "getBasicRemote" -> proxy(RemoteEndpoint.Basic.class, _ -> waitForTheClient(sending));
        case "close" -> {
            closes.incrementAndGet();
            yield waitForTheClient(closing);
        }
        default -> throw new IllegalStateException(method);
    });

    @AfterEach
    void theClientGoes() {
        reads.countDown();
    }

    @Test
    void is_closed_once_however_long_that_takes() throws InterruptedException {
        Peer peer = new Peer(stuck, new LongAdder());
        @SuppressWarnings("NullAway") // it never attaches
        Connection connection = new Connection(peer, null, null, List.of());
        HubThreads.start("a picture for the stuck client", () -> send(peer));
        sending.acquire();

        long later = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        for (int second = 0; second < 60; second++) {
            connection.watch(later + Duration.ofSeconds(second).toNanos());
        }
        assertThat(closing.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        connection.watch(later + Duration.ofHours(1).toNanos());

        reads.countDown();
        assertThat(closes).hasValue(1);
    }

    private static void send(Peer peer) {
        try {
            peer.picture("a picture");
        } catch (IOException _) {
            return;
        }
    }

    private Object waitForTheClient(Semaphore begun) {
        begun.release();
        try {
            reads.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return "";
    }

    private interface Answers {
        Object to(String method);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, _) -> {
            Object answer = answers.to(method.getName());
            return method.getReturnType() == void.class ? null : answer;
        }));
    }
}
