package dev.sessionhub.web.events;

import dev.sessionhub.core.session.SessionState;
import dev.sessionhub.web.sessions.SessionView;
import java.util.UUID;

/**
 * A session as it is now.
 *
 * @param owner whose it is
 * @param view what clients see
 * @param json the same as JSON
 */
public record SessionUpdate(UUID owner, SessionView view, String json) {

    /** Which session. */
    public UUID id() {
        return view.id();
    }

    /** Whether it is gone from the list. */
    public boolean removed() {
        return view.state() == SessionState.DELETED;
    }
}
