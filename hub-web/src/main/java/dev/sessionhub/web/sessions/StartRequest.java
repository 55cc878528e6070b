package dev.sessionhub.web.sessions;

import dev.sessionhub.spi.container.ResourceLimits;
import java.util.Optional;

/** Body of a request to start a session that rests; may be left out. */
public record StartRequest(Optional<LimitsRequest> limits) {

    Optional<ResourceLimits> toLimits() {
        return limits.map(LimitsRequest::toLimits);
    }
}
