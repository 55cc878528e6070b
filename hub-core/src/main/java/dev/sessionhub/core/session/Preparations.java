package dev.sessionhub.core.session;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.Progress;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Fetches what environments start from before they are made, which may take long; a wish of a user ends it. */
final class Preparations {

    /** A provider's other calls must find free slots while images are fetched. */
    private static final int AT_ONCE = 8;

    private final Sessions sessions;
    private final Environments environments;
    private final Dispatch dispatch;
    private final Turns turns = new Turns(AT_ONCE);
    private final Map<UUID, Thread> running = new ConcurrentHashMap<>();

    Preparations(Sessions sessions, Environments environments, Dispatch dispatch) {
        this.sessions = sessions;
        this.environments = environments;
        this.dispatch = dispatch;
    }

    /** Prepares on this thread. */
    void run(Session session) {
        UUID id = session.id();
        running.put(id, Thread.currentThread());
        try {
            if (isWanted(id)) {
                fetch(session);
            }
        } finally {
            running.remove(id);
            Thread.interrupted();
            dispatch.execute(id, () -> sessions.prepared(id));
        }
    }

    /** Ends the preparation of a session that is not to run any more. */
    void reconsider(UUID id) {
        if (running.containsKey(id) && !isWanted(id)) {
            running.computeIfPresent(id, (_, thread) -> {
                thread.interrupt();
                return thread;
            });
        }
    }

    private void fetch(Session session) {
        Consumer<Progress> told = progress -> dispatch.execute(session.id(), () -> sessions.seen(session, progress));
        try {
            turns.run(session.provider(), () -> environments.prepare(session, told));
        } catch (InterruptedException interruption) {
            throw new ProviderException(Code.CANCELLED, "the session is not wanted any more", interruption);
        }
    }

    private boolean isWanted(UUID id) {
        return sessions.recorded(id).filter(now -> now.state().isComing()).isPresent();
    }
}
