package dev.sessionhub.core.session;

import dev.sessionhub.core.agent.ClaudeConfiguration;
import dev.sessionhub.core.agent.HubSession;
import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.Secret;
import dev.sessionhub.spi.container.Capability;
import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.Progress;
import dev.sessionhub.spi.container.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The environments of sessions: made, found again, stopped and removed, whatever was done before. */
final class Environments {

    private static final String API_KEY = "ANTHROPIC_API_KEY";
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Function<String, ContainerProvider> providers;
    private final Path data;
    private final Optional<Secret> apiKey;

    Environments(Function<String, ContainerProvider> providers, Path data, Optional<Secret> apiKey) {
        this.providers = providers;
        this.data = data;
        this.apiKey = apiKey;
    }

    /** Makes the environment, or finds it; it does not run afterwards. */
    ContainerHandle make(Session session) {
        ContainerProvider provider = provider(session);
        try {
            new ClaudeConfiguration(claude(session)).seed(apiKey);
        } catch (IOException failure) {
            throw new HubException(
                    FailureCode.WORKSPACE_UNAVAILABLE,
                    "the agent's configuration cannot be written in " + claude(session) + ": " + failure.getMessage(),
                    failure);
        }
        Optional<Container> known = session.container().flatMap(provider::find);
        if (known.isEmpty()) {
            return create(provider, session);
        }
        if (known.get().state() == Container.State.RUNNING) {
            provider.stop(known.get().handle(), Duration.ZERO);
        }
        return known.get().handle();
    }

    /** Fetches what an environment is made from, unless there is one. */
    void prepare(Session session, Consumer<Progress> progress) {
        if (find(session).isEmpty()) {
            provider(session).prepare(Optional.empty(), progress);
        }
    }

    /** Gives the environment the session's bounds, making it if there is none; it does not run afterwards. */
    ContainerHandle resize(Session session) {
        ContainerHandle handle = make(session);
        provider(session).resize(handle, session.limits());
        return handle;
    }

    /** What it uses; empty where that cannot be known. */
    Optional<Usage> usage(Session session) {
        ContainerProvider provider = provider(session);
        return provider.capabilities().contains(Capability.USAGE)
                ? session.container().map(provider::usage)
                : Optional.empty();
    }

    private ContainerHandle create(ContainerProvider provider, Session session) {
        try {
            return provider.create(spec(session));
        } catch (ProviderException failure) {
            if (failure.code() != Code.ALREADY_EXISTS) {
                throw failure;
            }
            ContainerHandle handle = listed(provider, session).orElseThrow(() -> failure);
            provider.stop(handle, Duration.ZERO);
            return handle;
        }
    }

    void start(Session session) {
        provider(session).start(handle(session));
    }

    HubSession script(Session session) {
        return new HubSession(provider(session), handle(session));
    }

    Optional<Container> find(Session session) {
        return session.container().flatMap(provider(session)::find);
    }

    void stop(Session session) {
        session.container().ifPresent(handle -> {
            try {
                provider(session).stop(handle, GRACE);
            } catch (ProviderException failure) {
                if (failure.code() != Code.NOT_FOUND) {
                    throw failure;
                }
            }
        });
    }

    /** Removes it, also if the hub was killed before it could write down its handle. */
    void remove(Session session) {
        ContainerProvider provider = provider(session);
        session.container().or(() -> listed(provider, session)).ifPresent(provider::remove);
    }

    /** What the session keeps when its environment goes. */
    Path keepsake(Session session) {
        return data.resolve("sessions").resolve(session.id().toString());
    }

    private Path claude(Session session) {
        return keepsake(session).resolve("claude");
    }

    private ContainerProvider provider(Session session) {
        return providers.apply(session.provider());
    }

    private static ContainerHandle handle(Session session) {
        return session.container()
                .orElseThrow(() -> new HubException(
                        FailureCode.INTERNAL, "session \"" + session.name() + "\" has no environment; start it again"));
    }

    private static Optional<ContainerHandle> listed(ContainerProvider provider, Session session) {
        return provider.list().stream()
                .filter(container -> container.sessionId().equals(session.id()))
                .map(Container::handle)
                .findFirst();
    }

    private ContainerSpec spec(Session session) {
        Map<String, String> environment = new HashMap<>(ClaudeConfiguration.variables());
        environment.put(ClaudeConfiguration.VARIABLE, claude(session).toString());
        environment.putAll(session.agent().environment());
        Map<String, Secret> secrets = new HashMap<>();
        apiKey.filter(_ -> !environment.containsKey(API_KEY)).ifPresent(key -> secrets.put(API_KEY, key));
        String name = SessionName.slug(session.name());
        return new ContainerSpec(
                session.id(),
                name,
                Optional.empty(),
                session.workspace(),
                List.of(),
                environment,
                secrets,
                session.limits(),
                session.network());
    }
}
