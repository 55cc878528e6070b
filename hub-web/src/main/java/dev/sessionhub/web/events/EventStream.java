package dev.sessionhub.web.events;

import dev.sessionhub.core.account.Credential;
import dev.sessionhub.web.security.Identity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One client's stream of events: what is new since it last took something, the newest state of each session only. */
final class EventStream implements Consumer<SessionUpdate> {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Identity identity;
    private final BooleanSupplier alive;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Map<UUID, SessionUpdate> pending = new LinkedHashMap<>();
    private boolean ended;

    /**
     * A stream that nobody writes to yet.
     *
     * @param identity whose it is
     * @param alive whether its credential still is
     */
    EventStream(Identity identity, BooleanSupplier alive) {
        this.identity = identity;
        this.alive = alive;
    }

    @Override
    public void accept(SessionUpdate update) {
        if (identity.user().maySee(update.owner())) {
            signal(() -> pending.put(update.id(), update));
        }
    }

    Credential credential() {
        return identity.credential();
    }

    void end() {
        signal(() -> ended = true);
    }

    /** Writes until the client, the credential or the hub is gone. */
    void run(OutputStream out, Supplier<String> snapshot) throws IOException {
        write(out, "event: snapshot\ndata: " + snapshot.get() + "\n\n");
        while (alive.getAsBoolean()) {
            List<SessionUpdate> updates = take();
            if (over()) {
                return;
            }
            write(out, updates.isEmpty() ? ": still here\n\n" : text(updates));
        }
    }

    private boolean over() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** What is new; empty after the time of a heartbeat. */
    private List<SessionUpdate> take() {
        lock.lock();
        try {
            long left = HEARTBEAT.toNanos();
            while (pending.isEmpty() && !ended && left > 0) {
                left = news.awaitNanos(left);
            }
            List<SessionUpdate> updates = new ArrayList<>(pending.values());
            pending.clear();
            return updates;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            ended = true;
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    private void signal(Runnable change) {
        lock.lock();
        try {
            change.run();
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    private static String text(List<SessionUpdate> updates) {
        StringBuilder text = new StringBuilder();
        for (SessionUpdate update : updates) {
            if (update.removed()) {
                text.append("event: session-removed\ndata: {\"id\":\"")
                        .append(update.id())
                        .append("\"}\n\n");
            } else {
                text.append("event: session\ndata: ").append(update.json()).append("\n\n");
            }
        }
        return text.toString();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
