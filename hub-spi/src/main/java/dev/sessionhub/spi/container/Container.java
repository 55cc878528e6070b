package dev.sessionhub.spi.container;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * An environment as the provider sees it now.
 *
 * @param handle its handle
 * @param sessionId the session on its label
 * @param state what it is doing
 * @param startedAt when it was last started; empty if never
 * @param reason why it is not running, for people, where the provider knows: out of memory, killed, machine restarted
 * @since 1.0
 */
public record Container(
        ContainerHandle handle, UUID sessionId, State state, Optional<Instant> startedAt, Optional<String> reason) {

    /** What an environment is doing. */
    public enum State {
        /** Made, never started. */
        CREATED,
        /** {@code exec} works. */
        RUNNING,
        /** Stopped, by whatever cause; can be started again. */
        STOPPED
    }

    /** Checks that every part is there. */
    public Container {
        Objects.requireNonNull(handle, "handle");
        Objects.requireNonNull(sessionId, "sessionId");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(reason, "reason");
    }
}
