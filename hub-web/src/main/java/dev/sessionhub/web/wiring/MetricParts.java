package dev.sessionhub.web.wiring;

import dev.sessionhub.core.session.SessionState;
import dev.sessionhub.web.events.EventsResource;
import dev.sessionhub.web.metrics.SessionCounts;
import dev.sessionhub.web.terminal.Connections;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.Arrays;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Registers what is counted elsewhere. */
@ApplicationScoped
public class MetricParts {

    private static final SessionState[] COUNTED = Arrays.stream(SessionState.values())
            .filter(state -> state != SessionState.DELETED)
            .toArray(SessionState[]::new);

    private final MetricRegistry registry;
    private final SessionCounts sessions;
    private final Connections connections;
    private final EventsResource events;

    @Inject
    public MetricParts(
            MetricRegistry registry, SessionCounts sessions, Connections connections, EventsResource events) {
        this.registry = registry;
        this.sessions = sessions;
        this.connections = connections;
        this.events = events;
    }

    void register(@Observes Startup event) {
        for (SessionState state : COUNTED) {
            registry.gauge("hub_sessions", () -> sessions.of(state), new Tag("state", state.name()));
        }
        registry.gauge("hub_viewers", connections::count);
        registry.gauge("hub_viewer_bytes_sent", connections::bytesSent);
        registry.gauge("hub_event_streams", events::count);
    }
}
