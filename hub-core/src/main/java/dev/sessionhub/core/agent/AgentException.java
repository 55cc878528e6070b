package dev.sessionhub.core.agent;

/** An agent cannot be started or looked at. The message is for users. */
public final class AgentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AgentException(String message) {
        super(message);
    }
}
