package dev.sessionhub.core.session;

import dev.sessionhub.core.concurrent.HubThreads;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Carries what terminals say to threads that have the application's context: what concerns one session in order, and no
 * session waits for another. The terminals' own threads have no context, so that transactions and observers would not work
 * there as elsewhere; a thread has what the thread has that started it.
 */
final class Dispatch {

    private static final Logger LOG = System.getLogger(Dispatch.class.getName());

    private final Map<UUID, Queue<Runnable>> lanes = new ConcurrentHashMap<>();
    private final BlockingQueue<Optional<UUID>> opened = new LinkedBlockingQueue<>();
    private volatile boolean begun;
    private volatile boolean closed;

    /** To be called once, by a thread with the context; before that tasks run where they come from. */
    void begin() {
        HubThreads.start("session dispatch", this::startLanes);
        begun = true;
    }

    void close() {
        closed = true;
        opened.add(Optional.empty());
    }

    void execute(UUID session, Runnable task) {
        if (!begun) {
            task.run();
            return;
        }
        lanes.compute(session, (id, waiting) -> {
            Queue<Runnable> lane = waiting == null ? new ArrayDeque<>() : waiting;
            lane.add(task);
            if (waiting == null) {
                opened.add(Optional.of(id));
            }
            return lane;
        });
    }

    private void startLanes() {
        try {
            while (!closed) {
                opened.take().ifPresent(id -> HubThreads.start("session dispatch " + id, () -> serve(id)));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(UUID session) {
        for (Runnable task = next(session); task != null && !closed; task = next(session)) {
            try {
                task.run();
            } catch (RuntimeException | Error failure) {
                // An error too: without its thread the lane would never be served again.
                Level level = failure instanceof Error ? Level.ERROR : Level.WARNING;
                LOG.log(level, "what the terminal of session " + session + " said was lost", failure);
            }
        }
    }

    /** The next task of a lane, which ends with the last one. */
    private @Nullable Runnable next(UUID session) {
        AtomicReference<@Nullable Runnable> task = new AtomicReference<>();
        lanes.computeIfPresent(session, (_, lane) -> {
            task.set(lane.poll());
            return task.get() == null ? null : lane;
        });
        return task.get();
    }
}
