package dev.sessionhub.web.sessions;

import dev.sessionhub.core.session.SessionEvent;
import dev.sessionhub.core.session.SessionState;
import java.time.Instant;
import java.util.Optional;

/** A line of a session's history as clients see it. */
public record EventView(
        long id, Instant at, SessionEvent.Type type, Optional<String> actor, SessionState state, String message) {

    static EventView of(SessionEvent event) {
        return new EventView(event.id(), event.at(), event.type(), event.actor(), event.state(), event.message());
    }
}
