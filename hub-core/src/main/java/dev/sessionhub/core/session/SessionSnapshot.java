package dev.sessionhub.core.session;

import dev.sessionhub.core.agent.AgentStatus;
import dev.sessionhub.core.workspace.ChangeCounts;
import dev.sessionhub.spi.container.Progress;
import java.util.Optional;

/**
 * All that is known about a session at one moment.
 *
 * @param session what is recorded
 * @param agent what its agent is doing
 * @param changes how much it changed; empty if that is not known yet
 * @param progress how far it has come on its way to run; empty if there is nothing to wait for
 * @param usage what its environment uses; empty if that is not known
 */
public record SessionSnapshot(
        Session session,
        AgentStatus agent,
        Optional<ChangeCounts> changes,
        Optional<Progress> progress,
        Optional<ResourceUse> usage) {}
