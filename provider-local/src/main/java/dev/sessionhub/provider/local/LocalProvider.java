package dev.sessionhub.provider.local;

import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.ProviderHealth;
import dev.sessionhub.spi.container.BindMount;
import dev.sessionhub.spi.container.Capability;
import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.Container.State;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import dev.sessionhub.spi.container.NetworkPolicy;
import dev.sessionhub.spi.container.Usage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Environments that are nothing but marked processes of the hub's user. */
final class LocalProvider implements ContainerProvider {

    private final ProviderConfig config;
    private final EnvironmentStore store;
    private final Launcher launcher;
    private final Tools tools;
    private final Map<UUID, Gate> gates = new ConcurrentHashMap<>();

    LocalProvider(ProviderConfig config, Variables variables) {
        this.config = config;
        this.store = new EnvironmentStore(config.stateDirectory(), config.hubId());
        this.launcher = new Launcher(variables);
        this.tools = new Tools(variables);
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.HOST_FILES);
    }

    @Override
    public ProviderHealth health() {
        if (!Files.isWritable(config.stateDirectory())) {
            return ProviderHealth.down("the state directory " + config.stateDirectory() + " cannot be written");
        }
        ProviderHealth health = tools.check();
        return Thread.currentThread().isInterrupted() ? ProviderHealth.down("the check was interrupted") : health;
    }

    @Override
    public ContainerHandle create(ContainerSpec spec) {
        String what = "making an environment for session " + spec.sessionId();
        requirePossible(what, spec);
        try {
            store.add(Description.of(spec));
            return handle(spec.sessionId());
        } catch (FileAlreadyExistsException exists) {
            throw new ProviderException(
                    Code.ALREADY_EXISTS, what + " failed: it has one in " + config.name() + " already", exists);
        } catch (IOException failure) {
            throw Failures.of(what, failure);
        }
    }

    @Override
    public void start(ContainerHandle handle) {
        String what = "starting " + handle;
        UUID session = session(handle).orElseThrow(() -> notFound(what));
        gate(session).starting(what, () -> {
            try {
                Progress progress = store.progress(session);
                if (!progress.isRunning(Boot.current())) {
                    RunDirectory.make(run(session), config.stateDirectory());
                    store.progress(session, progress.started(Boot.current(), Instant.now()));
                }
            } catch (NoSuchFileException _) {
                throw notFound(what);
            } catch (IOException failure) {
                throw Failures.of(what, failure);
            }
        });
    }

    @Override
    public void stop(ContainerHandle handle, Duration grace) {
        String what = "stopping " + handle;
        UUID session = session(handle).orElseThrow(() -> notFound(what));
        gate(session).stopping(what, () -> {
            try {
                Progress progress = store.progress(session);
                sweep(what, session, grace);
                if (progress.state() == State.RUNNING) {
                    store.progress(session, progress.stopped());
                }
            } catch (NoSuchFileException _) {
                throw notFound(what);
            } catch (IOException failure) {
                throw Failures.of(what, failure);
            }
        });
    }

    @Override
    public void remove(ContainerHandle handle) {
        String what = "removing " + handle;
        Optional<UUID> found = session(handle);
        found.ifPresent(session -> gate(session).stopping(what, () -> {
            try {
                sweep(what, session, Duration.ZERO);
                Tree.delete(run(session));
                store.remove(session);
                gates.remove(session);
            } catch (IOException failure) {
                throw Failures.of(what, failure);
            }
        }));
    }

    @Override
    public Optional<Container> find(ContainerHandle handle) {
        return session(handle).flatMap(this::look);
    }

    @Override
    public List<Container> list() {
        List<Container> found = new ArrayList<>();
        try {
            store.sessions().forEach(session -> look(session).ifPresent(found::add));
        } catch (IOException failure) {
            throw Failures.of("listing the environments of " + config.name(), failure);
        }
        return List.copyOf(found);
    }

    @Override
    public ExecProcess exec(ContainerHandle handle, ExecSpec spec) {
        String what = "running " + spec.command().getFirst() + " in " + handle;
        UUID session = session(handle).orElseThrow(() -> notFound(what));
        return gate(session).spawning(what, () -> {
            try {
                if (!store.progress(session).isRunning(Boot.current())) {
                    throw new ProviderException(Code.CONFLICT, what + " failed: it is not running; start it first");
                }
                Launcher.Place place = new Launcher.Place(store.description(session), mark(session), run(session));
                return launcher.launch(what, place, spec);
            } catch (NoSuchFileException _) {
                throw notFound(what);
            } catch (IOException failure) {
                throw Failures.of(what, failure);
            }
        });
    }

    @Override
    public Usage usage(ContainerHandle handle) {
        throw new ProviderException(
                Code.UNSUPPORTED, config.name() + " cannot measure " + handle + ": its processes share no group");
    }

    @Override
    public void close() {
        gates.clear();
    }

    private Optional<Container> look(UUID session) {
        ContainerHandle handle = handle(session);
        try {
            Progress progress = store.progress(session);
            if (progress.endedWithTheMachine(Boot.current())) {
                return Optional.of(new Container(
                        handle,
                        session,
                        State.STOPPED,
                        progress.startedAt(),
                        Optional.of("the machine was restarted")));
            }
            return Optional.of(
                    new Container(handle, session, progress.state(), progress.startedAt(), Optional.empty()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (DamagedException damaged) {
            return Optional.of(
                    new Container(handle, session, State.STOPPED, Optional.empty(), Optional.of(damaged.reason())));
        } catch (IOException failure) {
            throw Failures.of("looking at " + handle, failure);
        }
    }

    private void sweep(String what, UUID session, Duration grace) {
        try {
            new Sweep(() -> ProcessTable.marked(Launcher.MARK + "=" + mark(session))).end(what, grace);
        } catch (InterruptedException _) {
            throw Failures.cancelled(what);
        }
    }

    private void requirePossible(String what, ContainerSpec spec) {
        if (!spec.limits().isDefault()) {
            throw new ProviderException(
                    Code.UNSUPPORTED, what + " failed: " + config.name() + " cannot limit resources");
        }
        if (spec.network() != NetworkPolicy.HOST) {
            throw new ProviderException(
                    Code.UNSUPPORTED,
                    what + " failed: " + config.name() + " cannot keep " + spec.network() + " networks");
        }
        if (spec.image().isPresent()) {
            throw new ProviderException(
                    Code.INVALID_REQUEST,
                    what + " failed: there is no image \"" + spec.image().get() + "\": " + config.name() + " has none");
        }
        if (!Files.isDirectory(spec.workspace())) {
            throw new ProviderException(
                    Code.INVALID_REQUEST, what + " failed: the workspace " + spec.workspace() + " is no directory");
        }
        for (BindMount mount : spec.mounts()) {
            if (!Files.exists(mount.source())) {
                throw new ProviderException(
                        Code.INVALID_REQUEST, what + " failed: the mount " + mount.source() + " does not exist");
            }
        }
    }

    private Optional<UUID> session(ContainerHandle handle) {
        if (!handle.provider().equals(config.name())) {
            throw new ProviderException(Code.INVALID_REQUEST, handle + " is not of " + config.name());
        }
        return EnvironmentStore.session(handle.id());
    }

    private ContainerHandle handle(UUID session) {
        return new ContainerHandle(config.name(), session.toString());
    }

    private String mark(UUID session) {
        return config.hubId() + "/" + config.name() + "/" + session;
    }

    private Path run(UUID session) {
        return RunDirectory.choose(config.stateDirectory(), config.hubId(), session);
    }

    private Gate gate(UUID session) {
        return gates.computeIfAbsent(session, _ -> new Gate());
    }

    private static ProviderException notFound(String what) {
        return new ProviderException(Code.NOT_FOUND, what + " failed: it does not exist (any more)");
    }
}
