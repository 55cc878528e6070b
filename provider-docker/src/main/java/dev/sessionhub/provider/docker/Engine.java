package dev.sessionhub.provider.docker;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One engine: connects at the first question, asks each question on a virtual thread of its own, so that whoever asks
 * can be interrupted and no question lasts longer than its limit.
 */
final class Engine implements AutoCloseable {

    static final Duration USUAL = Duration.ofSeconds(60);

    /** A question to the engine. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Connection connection) throws IOException;
    }

    private final Endpoint endpoint;
    private final ExecutorService threads;
    private final ReentrantLock connecting = new ReentrantLock();
    private volatile Optional<Connection> connection = Optional.empty();
    private final AtomicInteger losses = new AtomicInteger();
    private final AtomicBoolean watched = new AtomicBoolean();

    Engine(String name, Endpoint endpoint) {
        this.endpoint = endpoint;
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("docker-" + name + "-", 0).factory());
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** How often the engine was out of reach so far: what was known of its machine may not be true any more. */
    int losses() {
        return losses.get();
    }

    <T> T ask(String what, Question<T> question) {
        return ask(what, USUAL, question);
    }

    <T> T ask(String what, Duration limit, Question<T> question) {
        return answer(what, limit, submit(question));
    }

    /** Waits for what was asked before. */
    <T> T answer(String what, Duration limit, Future<T> answer) {
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            answer.cancel(true);
            throw Failures.cancelled(what);
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new ProviderException(
                    Code.TIMEOUT,
                    what + " failed: " + endpoint + " did not answer within " + limit.toSeconds() + " s",
                    late);
        } catch (ExecutionException failure) {
            throw failed(what, failure);
        }
    }

    /** Asks without waiting: for what must be seen to its end even if whoever asked is interrupted. */
    <T> Future<T> submit(Question<T> question) {
        return threads.submit(() -> answered(question));
    }

    /** An engine that was restarted has closed what is still in the pool: what never reached it is asked again. */
    private <T> T answered(Question<T> question) throws IOException {
        Connection used = connected();
        try {
            return question.ask(used);
        } catch (IOException | RuntimeException lost) {
            if (!Failures.neverSent(lost)) {
                throw lost;
            }
            lost();
            return question.ask(connected());
        }
    }

    /** Sees the engine end also if nobody asks anything meanwhile: by a connection on which nothing is said. */
    void watch() throws IOException {
        if (watched.compareAndSet(false, true)) {
            try {
                Wire idle = endpoint.connect();
                threads.execute(() -> awaitEnd(idle));
            } catch (IOException | RuntimeException failure) {
                watched.set(false);
                throw failure;
            }
        }
    }

    private void awaitEnd(Wire idle) {
        try (idle) {
            idle.read(ByteBuffer.allocate(1));
        } catch (IOException _) {
            // An end as well.
        }
        watched.set(false);
        lost();
    }

    private void lost() {
        losses.incrementAndGet();
        connection = Optional.empty();
    }

    void run(Runnable work) {
        threads.execute(work);
    }

    ProviderException failed(String what, ExecutionException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        ProviderException known = Failures.of(what, endpoint, cause);
        if (known.code() == Code.UNAVAILABLE) {
            lost();
        }
        return known;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        connecting.lock();
        try {
            connection.ifPresent(Connection::close);
            connection = Optional.empty();
        } finally {
            connecting.unlock();
        }
    }

    private Connection connected() throws IOException {
        Optional<Connection> known = connection;
        if (known.isPresent()) {
            return known.get();
        }
        try {
            connecting.lockInterruptibly();
        } catch (InterruptedException interrupted) {
            throw new IOException("interrupted", interrupted);
        }
        try {
            if (connection.isEmpty()) {
                connection = Optional.of(Connection.open(endpoint));
            }
            return connection.orElseThrow();
        } finally {
            connecting.unlock();
        }
    }
}
