package dev.sessionhub.web.sessions;

import dev.sessionhub.core.agent.AgentKind;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.core.session.NewSession;
import dev.sessionhub.spi.container.NetworkPolicy;
import dev.sessionhub.spi.container.ResourceLimits;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Body of a request for a session; everything may be left out.
 *
 * @param command a line for a shell, or an array of program and arguments
 */
public record CreateRequest(
        Optional<String> name,
        Optional<String> project,
        Optional<String> provider,
        Optional<String> base,
        Optional<String> branch,
        Optional<AgentKind> agent,
        Optional<JsonValue> command,
        Optional<String> prompt,
        Map<String, String> environment,
        Optional<LimitsRequest> limits,
        Optional<NetworkPolicy> network,
        Optional<Boolean> start) {

    NewSession toNewSession() {
        return new NewSession(
                said(name),
                said(project),
                said(provider),
                said(base),
                said(branch),
                agent,
                command.map(CreateRequest::words).orElse(List.of()),
                said(prompt),
                environment,
                limits.map(LimitsRequest::toLimits).orElse(ResourceLimits.DEFAULTS),
                network,
                start.orElse(true));
    }

    /** A form sends an empty text for what was not filled in. */
    private static Optional<String> said(Optional<String> text) {
        return text.filter(value -> !value.isBlank());
    }

    private static List<String> words(JsonValue command) {
        return switch (command) {
            case JsonString line -> line.getString().isBlank() ? List.of() : NewSession.shellCommand(line.getString());
            case JsonArray words
            when words.stream().allMatch(JsonString.class::isInstance) -> words.getValuesAs(JsonString::getString);
            default -> throw HubException.invalid("command", "must be a text or an array of texts");
        };
    }

    @Override
    public String toString() {
        return "CreateRequest[" + name + "]";
    }
}
