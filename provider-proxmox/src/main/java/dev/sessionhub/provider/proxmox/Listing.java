package dev.sessionhub.provider.proxmox;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** What the cluster listed a moment ago, for everybody who only needs a hint of where a guest is. */
final class Listing {

    private final AwayNodes.Question<List<JsonObject>> question;
    private final Identity identity;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Listed> last = Optional.empty();

    Listing(AwayNodes.Question<List<JsonObject>> question, Identity identity, LongSupplier nanos) {
        this.question = question;
        this.identity = identity;
        this.nanos = nanos;
    }

    private record Listed(List<JsonObject> guests, long nanos) {}

    /** Where a session's guest was some seconds ago; empty if it is not to be seen by its tags. */
    Optional<Guest> place(UUID session) throws InterruptedException {
        return recent().stream()
                .filter(one -> identity.session(Lenient.text(one, "tags"))
                        .filter(session::equals)
                        .isPresent())
                .findFirst()
                .map(Guest::of);
    }

    private List<JsonObject> recent() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long now = nanos.getAsLong();
            Optional<Listed> fresh = last.filter(listed -> now - listed.nanos() < AwayNodes.PAUSE.toNanos());
            if (fresh.isEmpty()) {
                fresh = Optional.of(new Listed(question.ask(), nanos.getAsLong()));
                last = fresh;
            }
            return fresh.get().guests();
        } finally {
            lock.unlock();
        }
    }
}
