package dev.sessionhub.core.plugin.guard;

import dev.sessionhub.core.concurrent.HubThreads;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A call of foreign code on a thread of its own, which its caller can give up waiting for.
 *
 * @param name what it does; the thread's name
 * @param contextLoader the plug-in's class loader
 * @param call the foreign code
 * @param late gets an answer that nobody waited for any more
 * @param ended told when the foreign code has ended, whether or not somebody still waited
 */
public record DetachedCall<T>(
        String name, ClassLoader contextLoader, Callable<T> call, Consumer<? super T> late, Runnable ended) {

    /** How long an interrupted call may take to clean up before its caller goes on without it. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /**
     * A call whose late answer is of no use.
     *
     * @param name what it does; the thread's name
     * @param contextLoader the plug-in's class loader
     * @param call the foreign code
     */
    public DetachedCall(String name, ClassLoader contextLoader, Callable<T> call) {
        this(name, contextLoader, call, _ -> {}, () -> {});
    }

    /**
     * Runs it.
     *
     * @param deadline how long to wait before the call is interrupted
     * @return its answer
     * @throws TimeoutException if it did not end, not even when interrupted
     * @throws InterruptedException if the calling thread was interrupted, and the call, interrupted in turn, gave no
     *     answer
     * @throws ExecutionException with whatever it threw
     */
    public T run(Duration deadline) throws TimeoutException, InterruptedException, ExecutionException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread thread = HubThreads.startDetached(name, contextLoader, () -> execute(answer));
        try {
            return answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return giveUp(thread, answer, late);
        } catch (InterruptedException interruption) {
            T last = giveUp(thread, answer, interruption);
            Thread.currentThread().interrupt();
            return last;
        }
    }

    private void execute(CompletableFuture<T> answer) {
        try {
            T value = call.call();
            if (!answer.complete(value)) {
                late.accept(value);
            }
        } catch (Throwable thrown) {
            answer.completeExceptionally(thrown);
        } finally {
            ended.run();
        }
    }

    /** Interrupts the call and waits a little: an answer that still comes is taken, so that nothing is lost. */
    private <X extends Exception> T giveUp(Thread thread, CompletableFuture<T> answer, X cause)
            throws X, InterruptedException {
        thread.interrupt();
        try {
            return answer.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            if (answer.completeExceptionally(cause)) {
                throw cause;
            }
            return answer.resultNow();
        } catch (ExecutionException _) {
            throw cause;
        }
    }
}
