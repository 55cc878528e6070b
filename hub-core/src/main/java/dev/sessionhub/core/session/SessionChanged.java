package dev.sessionhub.core.session;

import java.util.UUID;

/**
 * A session, its agent's status or the number of its changes is not what it was. Fired as a CDI event after the commit,
 * on the thread that made the change; what is new is read from {@link Sessions}. Observers must be quick.
 *
 * @param sessionId which session
 * @param ownerId whose
 */
public record SessionChanged(UUID sessionId, UUID ownerId) {}
