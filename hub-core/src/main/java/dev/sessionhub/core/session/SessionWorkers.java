package dev.sessionhub.core.session;

import dev.sessionhub.core.concurrent.HubThreads;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Sees to it that one thread at a time works on a session, and that no wake-up is lost. */
final class SessionWorkers {

    private enum Call {
        WORKING,
        WORKING_AND_CALLED_AGAIN
    }

    private final Map<UUID, Call> calls = new ConcurrentHashMap<>();
    private volatile Consumer<UUID> work = _ -> {};

    /** Says what the work is; before that a wake-up does nothing. */
    void take(Consumer<UUID> newWork) {
        work = newWork;
    }

    void wake(UUID id) {
        Call call = calls.compute(id, (_, now) -> now == null ? Call.WORKING : Call.WORKING_AND_CALLED_AGAIN);
        if (call == Call.WORKING) {
            HubThreads.start("session " + id, () -> run(id));
        }
    }

    boolean isIdle() {
        return calls.isEmpty();
    }

    private void run(UUID id) {
        boolean done = false;
        try {
            do {
                calls.put(id, Call.WORKING);
                work.accept(id);
            } while (!calls.remove(id, Call.WORKING));
            done = true;
        } finally {
            if (!done) {
                calls.remove(id);
            }
        }
    }
}
