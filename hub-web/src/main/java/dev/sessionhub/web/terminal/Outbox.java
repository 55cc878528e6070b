package dev.sessionhub.web.terminal;

import dev.sessionhub.core.concurrent.HubThreads;
import java.io.IOException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Everything but the picture, in order. Whoever puts something in does not wait; a client that takes nothing is closed. */
final class Outbox {

    private static final int MOST = 256;
    private static final int OVERLOADED = 1013;

    private sealed interface Item {

        record Text(String json) implements Item {}

        record Ping() implements Item {}

        record Close(int code, String reason) implements Item {}
    }

    private final Peer peer;
    private final Queue<Item> items = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean closing = new AtomicBoolean();

    Outbox(Peer peer) {
        this.peer = peer;
    }

    void send(String json) {
        put(new Item.Text(json));
    }

    void ping() {
        put(new Item.Ping());
    }

    /** Nothing that is put in later is sent. */
    void close(int code, String reason) {
        put(new Item.Close(code, reason));
        closing.set(true);
    }

    private void put(Item item) {
        if (closing.get()) {
            return;
        }
        if (size.get() > MOST) {
            closing.set(true);
            HubThreads.start("close of a viewer", () -> peer.close(OVERLOADED, "too much is waiting for this client"));
            return;
        }
        // Added before it is counted: whoever takes as many as were counted finds them all.
        items.add(item);
        if (size.getAndIncrement() == 0) {
            HubThreads.start("outbox of a viewer", this::empty);
        }
    }

    private void empty() {
        do {
            if (!sent(Objects.requireNonNull(items.poll()))) {
                return;
            }
        } while (size.decrementAndGet() > 0);
    }

    private boolean sent(Item item) {
        try {
            switch (item) {
                case Item.Text text -> peer.control(text.json);
                case Item.Ping _ -> peer.ping();
                case Item.Close close -> peer.close(close.code, close.reason);
            }
            return true;
        } catch (IOException _) {
            closing.set(true);
            return false;
        }
    }
}
