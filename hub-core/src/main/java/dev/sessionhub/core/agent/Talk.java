package dev.sessionhub.core.agent;

import java.util.Optional;
import java.util.UUID;

/**
 * What an agent says of the conversation it is in.
 *
 * @param conversation which one it is
 * @param begun whether the agent has written down that somebody said something, so that it can be resumed
 * @param usage what it has used
 */
public record Talk(UUID conversation, boolean begun, Optional<AgentUsage> usage) {}
