package dev.sessionhub.core.session;

import dev.sessionhub.core.agent.ClaudeConfiguration;
import dev.sessionhub.core.agent.HubSession;
import dev.sessionhub.core.config.AgentSettings;
import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.core.workspace.Isolation;
import dev.sessionhub.core.workspace.Owner;
import dev.sessionhub.core.workspace.Worktree;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.Secret;
import dev.sessionhub.spi.container.BindMount;
import dev.sessionhub.spi.container.Capability;
import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.Progress;
import dev.sessionhub.spi.container.Usage;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The environments of sessions: made, found again, stopped and removed, whatever was done before. */
final class Environments {

    private static final Logger LOG = System.getLogger(Environments.class.getName());

    /** Where an isolated session sees its agent's configuration. */
    private static final String CLAUDE = "/hub/claude";

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Function<String, ContainerProvider> providers;
    private final Path data;
    private final Isolation isolation;
    private final AgentSettings agent;
    private final Carriage carriage;

    Environments(Function<String, ContainerProvider> providers, Path data, Isolation isolation, AgentSettings agent) {
        this.providers = providers;
        this.data = data;
        this.isolation = isolation;
        this.agent = agent;
        this.carriage = new Carriage(isolation, this::keepsake);
    }

    /** Makes the environment, or finds it; it does not run afterwards. */
    ContainerHandle make(Session session) {
        ContainerProvider provider = provider(session);
        Sharing sharing = Sharing.of(provider);
        Optional<Container> known = known(provider, session);
        if (known.filter(found -> found.state() == Container.State.RUNNING).isPresent()) {
            // Before the hub writes where the agent does.
            provider.stop(known.get().handle(), Duration.ZERO);
        }
        if (sharing != Sharing.CARRIED) {
            seed(session, claude(session));
        }
        ContainerHandle handle = known.map(Container::handle).orElseGet(() -> create(provider, session));
        if (sharing == Sharing.MOUNTED) {
            isolation.share(session.worktree());
        }
        return handle;
    }

    /** Also one whose handle was forgotten; a session that has kept nothing yet has none. */
    private Optional<Container> known(ContainerProvider provider, Session session) {
        if (session.container().isEmpty() && Files.isDirectory(keepsake(session), LinkOption.NOFOLLOW_LINKS)) {
            return listed(provider, session).flatMap(provider::find);
        }
        return session.container().flatMap(provider::find);
    }

    private void seed(Session session, Path folder) {
        List<String> trusted =
                List.of("/", ContainerSpec.WORKSPACE_TARGET, session.workspace().toString());
        try {
            new ClaudeConfiguration(folder).seed(agent.apiKey(), trusted);
            Owner.shareContent(folder);
        } catch (IOException failure) {
            throw new HubException(
                    FailureCode.WORKSPACE_UNAVAILABLE,
                    "the agent's configuration cannot be written in " + folder + ": " + failure.getMessage(),
                    failure);
        }
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
        Sharing sharing = Sharing.of(provider);
        boolean untouched = sharing == Sharing.MOUNTED && !isolation.covers(session.worktree());
        List<BindMount> mounts = sharing == Sharing.MOUNTED ? mounts(session) : List.of();
        boolean elsewhere = sharing == Sharing.CARRIED && carriage.areElsewhere(session);
        if (sharing == Sharing.CARRIED) {
            carriage.pack(session).ifPresent(folder -> seed(session, folder));
            carriage.unmark(session);
        }
        try {
            ContainerHandle handle = provider.create(spec(session, sharing, mounts));
            if (untouched) {
                isolation.settle(session.worktree());
            }
            return handle;
        } catch (ProviderException failure) {
            if (failure.code() != Code.ALREADY_EXISTS) {
                throw failure;
            }
            ContainerHandle handle = listed(provider, session).orElseThrow(() -> failure);
            provider.stop(handle, Duration.ZERO);
            if (elsewhere) {
                carriage.markAgain(session);
            }
            return handle;
        }
    }

    void start(Session session) {
        ContainerProvider provider = provider(session);
        provider.start(handle(session));
        if (Sharing.of(provider) == Sharing.CARRIED) {
            carriage.bringIn(session, provider, handle(session));
        }
    }

    /** Brings the files of a running environment to the hub, if they are elsewhere; says what may wait. */
    void carryBack(Session session) {
        ContainerProvider provider = provider(session);
        if (Sharing.of(provider) == Sharing.CARRIED) {
            carriage.bringBack(session, provider, handle(session));
        }
    }

    /** The same before an environment goes for good; without it nothing goes. */
    private void carryHome(Session session, ContainerHandle handle) {
        ContainerProvider provider = provider(session);
        if (Sharing.of(provider) == Sharing.CARRIED
                && provider.find(handle).filter(Environments::mayHaveFiles).isPresent()) {
            provider.start(handle);
            carriage.bringHome(session, provider, handle);
        }
    }

    /** One that never started got none, and if it is half made it may not even start. */
    private static boolean mayHaveFiles(Container found) {
        return found.state() != Container.State.CREATED;
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
                carryBackIfPossible(session);
                provider(session).stop(handle, GRACE);
            } catch (ProviderException failure) {
                if (failure.code() != Code.NOT_FOUND) {
                    throw failure;
                }
            }
        });
    }

    /** A stopped environment keeps its files: they can be had later too. */
    private void carryBackIfPossible(Session session) {
        try {
            boolean runs = Sharing.of(provider(session)) == Sharing.CARRIED
                    && find(session)
                            .filter(found -> found.state() == Container.State.RUNNING)
                            .isPresent();
            if (runs) {
                script(session).forget();
                carryBack(session);
            }
        } catch (ProviderException failure) {
            LOG.log(
                    Level.WARNING,
                    "the files of session {0} are not brought back now: {1}",
                    session.id(),
                    failure.getMessage());
        }
    }

    /** Removes it, also if the hub was killed before it could write down its handle. */
    void remove(Session session) {
        ContainerProvider provider = provider(session);
        session.container().or(() -> listed(provider, session)).ifPresent(handle -> {
            carryHome(session, handle);
            provider.remove(handle);
        });
    }

    /** The session's files where they are newest: a forgotten environment may be there again, with more than the hub has. */
    Worktree newest(Session session) {
        Worktree files = session.worktree();
        if (session.container().isPresent() || !isolation.isCarried(files)) {
            return files;
        }
        ContainerProvider provider = provider(session);
        Optional<Container> found =
                listed(provider, session).flatMap(provider::find).filter(Environments::mayHaveFiles);
        if (found.filter(there -> there.state() != Container.State.RUNNING).isPresent()) {
            throw new ProviderException(
                    Code.CONFLICT,
                    "its environment was away and is there again, with files that the hub has not seen;"
                            + " start the session to see them");
        }
        return found.map(there -> files.runningIn(there.handle())).orElse(files);
    }

    /** What the session keeps when its environment goes. */
    private Path keepsake(Session session) {
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

    private List<BindMount> mounts(Session session) {
        List<BindMount> mounts = new ArrayList<>(isolation.mounts(session.worktree()));
        mounts.add(new BindMount(claude(session), CLAUDE, false));
        return mounts;
    }

    private ContainerSpec spec(Session session, Sharing sharing, List<BindMount> mounts) {
        Map<String, String> environment = new HashMap<>(ClaudeConfiguration.variables());
        environment.put(
                ClaudeConfiguration.VARIABLE,
                switch (sharing) {
                    case SAME -> claude(session).toString();
                    case MOUNTED -> CLAUDE;
                    case CARRIED -> Carriage.CLAUDE;
                });
        environment.putAll(session.agent().environment());
        Map<String, Secret> secrets = new HashMap<>(agent.variables());
        secrets.keySet().removeAll(session.agent().environment().keySet());
        environment.keySet().removeAll(secrets.keySet());
        String name = SessionName.slug(session.name());
        return new ContainerSpec(
                session.id(),
                name,
                Optional.empty(),
                session.workspace(),
                mounts,
                environment,
                secrets,
                session.limits(),
                session.network());
    }
}
