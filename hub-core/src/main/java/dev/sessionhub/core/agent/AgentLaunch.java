package dev.sessionhub.core.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * How to start an agent.
 *
 * @param kind what kind; empty lets the session decide by what is installed
 * @param command a program and its arguments, if the kind is {@code COMMAND}
 * @param conversation the conversation to begin, or to go on with where it exists
 * @param begun whether that conversation was seen to exist: then it is resumed, and nothing else will do
 * @param prompt the first task; empty if it was delivered before
 * @param history lines that the terminal keeps
 */
public record AgentLaunch(
        Optional<AgentKind> kind,
        List<String> command,
        UUID conversation,
        boolean begun,
        Optional<String> prompt,
        int history) {

    /** Copies. */
    public AgentLaunch {
        command = List.copyOf(command);
    }

    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "--kind",
                kind.map(AgentKind::word).orElse("auto"),
                "--history",
                Integer.toString(history),
                "--conversation",
                conversation.toString(),
                "--known",
                begun ? "yes" : "no",
                "--"));
        arguments.addAll(command);
        return arguments;
    }
}
