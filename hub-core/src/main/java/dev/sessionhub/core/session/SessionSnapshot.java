package dev.sessionhub.core.session;

import dev.sessionhub.core.agent.AgentStatus;
import dev.sessionhub.core.workspace.ChangeCounts;
import java.util.Optional;

/**
 * All that is known about a session at one moment.
 *
 * @param session what is recorded
 * @param agent what its agent is doing
 * @param changes how much it changed; empty if that is not known yet
 */
public record SessionSnapshot(Session session, AgentStatus agent, Optional<ChangeCounts> changes) {}
