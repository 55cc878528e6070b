package dev.sessionhub.core.session;

import dev.sessionhub.core.agent.AgentKind;
import dev.sessionhub.spi.container.NetworkPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a test asks for; the rest is left out. */
final class WantedSession {

    private static final NewSession NOTHING = NewSession.DEFAULT;

    private Optional<String> name = NOTHING.name();
    private Optional<String> project = NOTHING.project();
    private Optional<String> provider = NOTHING.provider();
    private Optional<AgentKind> agent = NOTHING.agent();
    private List<String> command = NOTHING.command();
    private Optional<String> branch = Optional.empty();
    private Optional<String> prompt = NOTHING.prompt();
    private Map<String, String> environment = NOTHING.environment();
    private Optional<NetworkPolicy> network = NOTHING.network();
    private boolean start = NOTHING.start();

    private WantedSession() {}

    static WantedSession of(AgentKind agent) {
        WantedSession wanted = new WantedSession();
        wanted.agent = Optional.of(agent);
        return wanted;
    }

    static WantedSession running(String... command) {
        WantedSession wanted = of(AgentKind.COMMAND);
        wanted.command = List.of(command);
        return wanted;
    }

    WantedSession named(String wanted) {
        name = Optional.of(wanted);
        return this;
    }

    WantedSession in(String wanted) {
        project = Optional.of(wanted);
        return this;
    }

    WantedSession on(String wanted) {
        provider = Optional.of(wanted);
        return this;
    }

    WantedSession withBranch(String wanted) {
        branch = Optional.of(wanted);
        return this;
    }

    WantedSession told(String wanted) {
        prompt = Optional.of(wanted);
        return this;
    }

    WantedSession with(String variable, String value) {
        environment = Map.of(variable, value);
        return this;
    }

    WantedSession reaching(NetworkPolicy wanted) {
        network = Optional.of(wanted);
        return this;
    }

    WantedSession started(boolean wanted) {
        start = wanted;
        return this;
    }

    NewSession asked() {
        return new NewSession(
                name,
                project,
                provider,
                NOTHING.base(),
                branch,
                agent,
                command,
                prompt,
                environment,
                NOTHING.limits(),
                network,
                start);
    }
}
