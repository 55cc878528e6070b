package dev.sessionhub.provider.proxmox;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Nodes that did not answer lately. Every session of such a node wants to know whether it is back: one at a time asks, now
 * and then, and the others are told what it was told.
 */
final class AwayNodes {

    static final Duration PAUSE = Duration.ofSeconds(5);

    private final LongSupplier nanos;
    private final Map<String, Away> away = new ConcurrentHashMap<>();

    AwayNodes(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** What was said instead of an answer, and when to ask again. */
    private record Away(ApiFailure failure, long nextNanos) {}

    /** A question that the API has to ask a node. */
    @FunctionalInterface
    interface Question<T> {
        T ask() throws InterruptedException;
    }

    <T> T ask(String node, Question<T> question) throws InterruptedException {
        Away known = away.get(node);
        if (known != null && !isOursToAsk(node, known)) {
            throw known.failure();
        }
        try {
            T answer = question.ask();
            away.remove(node);
            return answer;
        } catch (ApiFailure failure) {
            if (failure.isNodeAway()) {
                away.put(node, until(failure));
            } else {
                away.remove(node);
            }
            throw failure;
        }
    }

    private boolean isOursToAsk(String node, Away known) {
        return nanos.getAsLong() - known.nextNanos() >= 0 && away.replace(node, known, until(known.failure()));
    }

    private Away until(ApiFailure failure) {
        return new Away(failure, nanos.getAsLong() + PAUSE.toNanos());
    }

    /** Whether one was away when it was asked last, which is not long ago. */
    boolean isAny() {
        return away.values().stream().anyMatch(one -> nanos.getAsLong() - one.nextNanos() < PAUSE.toNanos());
    }
}
