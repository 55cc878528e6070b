package dev.sessionhub.web.sessions;

import dev.sessionhub.spi.container.ResourceLimits;
import java.util.Optional;

/**
 * Body of a request to start a session that rests; may be left out.
 *
 * @param limits new bounds; what it had if absent
 * @param conversation whether the agent goes on with the conversation it had, which it does if absent
 */
public record StartRequest(Optional<LimitsRequest> limits, Optional<Conversation> conversation) {

    /** What the agent is to remember. */
    public enum Conversation {
        /** All it knew. */
        RESUME,
        /** Nothing. */
        NEW
    }

    Optional<ResourceLimits> toLimits() {
        return limits.map(LimitsRequest::toLimits);
    }

    boolean forgets() {
        return conversation.filter(Conversation.NEW::equals).isPresent();
    }
}
