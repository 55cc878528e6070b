package dev.sessionhub.web.metrics;

import dev.sessionhub.core.session.Session;
import dev.sessionhub.core.session.SessionFilter;
import dev.sessionhub.core.session.SessionState;
import dev.sessionhub.core.session.SessionStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Sessions by state, counted every five seconds at most. */
@ApplicationScoped
public class SessionCounts {

    private static final long FRESH = Duration.ofSeconds(5).toNanos();

    private final SessionStore store;
    private Map<SessionState, Long> counts = Map.of();
    private long counted = System.nanoTime() - FRESH;

    @Inject
    public SessionCounts(SessionStore store) {
        this.store = store;
    }

    /** How many sessions are in a state; what was last known while the database is away. */
    public synchronized long of(SessionState state) {
        if (System.nanoTime() - counted >= FRESH) {
            counted = System.nanoTime();
            count();
        }
        return counts.getOrDefault(state, 0L);
    }

    private void count() {
        try {
            counts = store.list(SessionFilter.ALL).stream()
                    .collect(Collectors.groupingBy(Session::state, Collectors.counting()));
        } catch (RuntimeException _) {
            // Health says that the database is away.
        }
    }
}
