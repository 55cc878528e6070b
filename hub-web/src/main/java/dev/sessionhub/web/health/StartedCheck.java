package dev.sessionhub.web.health;

import dev.sessionhub.core.session.SessionFilter;
import dev.sessionhub.core.session.SessionState;
import dev.sessionhub.core.session.SessionStore;
import dev.sessionhub.core.terminal.Terminals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** The hub has looked at every session: each that runs is connected again, or half a minute was not enough for it. */
@Startup
@ApplicationScoped
public class StartedCheck implements HealthCheck {

    private static final long LIMIT = Duration.ofSeconds(30).toNanos();

    private final SessionStore store;
    private final Terminals terminals;
    private final long since = System.nanoTime();
    private volatile boolean started;

    @Inject
    public StartedCheck(SessionStore store, Terminals terminals) {
        this.store = store;
        this.terminals = terminals;
    }

    @Override
    public HealthCheckResponse call() {
        started = started || System.nanoTime() - since > LIMIT || allConnected();
        return HealthCheckResponse.named("sessions").status(started).build();
    }

    private boolean allConnected() {
        try {
            return store.list(SessionFilter.ALL).stream()
                    .filter(session -> session.state() == SessionState.RUNNING)
                    .allMatch(session -> terminals.find(session.id()).isPresent());
        } catch (RuntimeException _) {
            return false;
        }
    }
}
