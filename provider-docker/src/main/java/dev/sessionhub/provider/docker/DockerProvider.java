package dev.sessionhub.provider.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.ProviderHealth;
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
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Environments that are containers of one Docker Engine. */
final class DockerProvider implements ContainerProvider {

    private static final Duration HEALTH = Duration.ofSeconds(4);
    private static final Duration SLACK = Duration.ofSeconds(30);

    private final ProviderConfig config;
    private final Settings settings;
    private final Identity identity;
    private final Engine engine;
    private final Images images;
    private final Programs programs;
    private final SessionFiles files;
    private final Firewall firewall;
    private final Creation creation;

    DockerProvider(ProviderConfig config, Settings settings) {
        this.config = config;
        this.settings = settings;
        this.identity = Identity.of(config);
        this.engine = new Engine(config.name(), settings.endpoint());
        this.images = new Images(engine, settings.pull());
        this.programs = new Programs(engine);
        this.files = new SessionFiles(config.stateDirectory());
        Networks networks = new Networks(engine, identity);
        this.firewall = new Firewall(engine, networks, settings);
        this.creation = new Creation(engine, images, networks, new Blueprint(settings, identity, files));
    }

    @Override
    public Set<Capability> capabilities() {
        Set<Capability> capabilities = EnumSet.of(
                Capability.BIND_MOUNTS,
                Capability.RESOURCE_LIMITS,
                Capability.NETWORK_POLICY,
                Capability.ISOLATED,
                Capability.USAGE);
        if (settings.restart()) {
            capabilities.add(Capability.PERSISTENT_AFTER_REBOOT);
        }
        return Set.copyOf(capabilities);
    }

    @Override
    public ProviderHealth health() {
        boolean interrupted = Thread.currentThread().isInterrupted();
        try {
            String version = engine.ask("the check", HEALTH, connection -> {
                connection.client().pingCmd().exec();
                return "Docker Engine " + connection.engine() + " (API " + connection.api() + ") at "
                        + engine.endpoint();
            });
            boolean present = images.find("the check", settings.image()).isPresent();
            return present || settings.pull()
                    ? ProviderHealth.up(version + " answers")
                    : new ProviderHealth(
                            ProviderHealth.Status.DEGRADED,
                            version + " answers, but has no image \"" + settings.image()
                                    + "\"; build it (docker/agent-image.sh)");
        } catch (ProviderException failure) {
            return ProviderHealth.down(
                    interrupted ? "the check was interrupted" : String.valueOf(failure.getMessage()));
        }
    }

    @Override
    public ContainerHandle create(ContainerSpec spec) {
        return creation.create("making an environment for session " + spec.sessionId(), spec);
    }

    @Override
    public void start(ContainerHandle handle) {
        String what = "starting " + handle;
        InspectContainerResponse found = require(what, handle);
        if (Views.state(found) == State.RUNNING) {
            return;
        }
        if (NetworkPolicy.INTERNET.name().equals(Views.labels(found).get(Identity.NETWORK))) {
            firewall.ensure(what);
        }
        engine.ask(what, connection -> {
            begin(what, connection, found);
            return true;
        });
        try {
            images.prove(what, String.valueOf(found.getImageId()), found.getId(), programs);
        } catch (ProviderException unfit) {
            stop(handle, Duration.ZERO);
            throw unfit;
        }
    }

    @Override
    public void stop(ContainerHandle handle, Duration grace) {
        String what = "stopping " + handle;
        InspectContainerResponse found = require(what, handle);
        int seconds = Math.clamp(grace.plusMillis(999).toSeconds(), 0, 86_400);
        engine.ask(what, grace.plus(SLACK), connection -> {
            try {
                if (Views.isPaused(found)) {
                    connection.client().unpauseContainerCmd(found.getId()).exec();
                }
                if (grace.isZero()) {
                    kill(connection, found.getId());
                } else {
                    connection
                            .client()
                            .stopContainerCmd(found.getId())
                            .withTimeout(seconds)
                            .exec();
                }
            } catch (NotModifiedException _) {
                // It has stopped already.
            } catch (NotFoundException _) {
                throw Failures.notFound(what);
            }
            return true;
        });
    }

    @Override
    public void remove(ContainerHandle handle) {
        String what = "removing " + handle;
        UUID session = session(what, handle).orElse(null);
        if (session == null) {
            return;
        }
        Optional<InspectContainerResponse> found = inspect(what, session);
        found.ifPresent(container -> engine.ask(what, connection -> removed(connection, container.getId())));
        try {
            files.remove(session);
        } catch (IOException failure) {
            throw new ProviderException(
                    Code.INTERNAL,
                    what + " left files in " + config.stateDirectory() + ": " + failure.getMessage(),
                    failure);
        }
    }

    @Override
    public Optional<Container> find(ContainerHandle handle) {
        String what = "looking at " + handle;
        return session(what, handle)
                .flatMap(session -> inspect(what, session).map(found -> Views.container(identity, session, found)));
    }

    @Override
    public List<Container> list() {
        String what = "listing the environments of " + config.name();
        List<UUID> sessions =
                engine.ask(
                        what,
                        connection -> connection
                                .client()
                                .listContainersCmd()
                                .withShowAll(true)
                                .withLabelFilter(identity.labels())
                                .exec()
                                .stream()
                                .flatMap(found -> identity.session(found.getLabels()).stream())
                                .toList());
        return sessions.stream()
                .flatMap(session ->
                        inspect(what, session).map(found -> Views.container(identity, session, found)).stream())
                .toList();
    }

    @Override
    public ExecProcess exec(ContainerHandle handle, ExecSpec spec) {
        String what = "running " + spec.command().getFirst() + " in " + handle;
        InspectContainerResponse found = require(what, handle);
        requireRunning(what, found);
        Map<String, String> variables = new HashMap<>(secrets(what, handle, found));
        variables.putAll(spec.environment());
        return programs.run(
                what, new Programs.Start(found.getId(), spec.command(), variables, spec.workingDirectory()));
    }

    @Override
    public Usage usage(ContainerHandle handle) {
        String what = "measuring " + handle;
        InspectContainerResponse found = require(what, handle);
        requireRunning(what, found);
        var stats = engine.ask(
                what,
                connection -> connection.get("/containers/" + found.getId() + "/stats?stream=false&one-shot=true"));
        boolean ask = !Measurement.neverFull(stats);
        return Measurement.usage(stats, ask ? programs.output(what, found.getId(), Script.EVENTS.with(List.of())) : "");
    }

    @Override
    public void close() {
        engine.close();
    }

    private void begin(String what, Connection connection, InspectContainerResponse found) {
        try {
            if (Views.isPaused(found)) {
                connection.client().unpauseContainerCmd(found.getId()).exec();
            } else {
                connection.client().startContainerCmd(found.getId()).exec();
            }
        } catch (NotModifiedException _) {
            // Somebody else started it at the same moment.
        } catch (NotFoundException gone) {
            throw Failures.words(gone).contains("No such container") ? Failures.notFound(what) : unfit(what, gone);
        } catch (DockerException refused) {
            throw Failures.words(refused).contains("OCI runtime") || refused.getHttpStatus() == 400
                    ? unfit(what, refused)
                    : refused;
        }
    }

    private static ProviderException unfit(String what, DockerException refused) {
        String words = Failures.words(refused);
        boolean shell = words.contains("/bin/sh");
        boolean full = words.contains("no space left on device");
        return new ProviderException(
                full ? Code.LIMIT_EXCEEDED : Code.INVALID_REQUEST,
                what + " failed" + (shell ? ": its image has no /bin/sh" : ", the engine says: " + words),
                refused);
    }

    private static void kill(Connection connection, String id) {
        try {
            connection.client().killContainerCmd(id).exec();
            connection.client().waitContainerCmd(id).start().awaitStatusCode();
        } catch (ConflictException _) {
            // It was not running.
        }
    }

    private static boolean removed(Connection connection, String id) {
        try {
            connection
                    .client()
                    .removeContainerCmd(id)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException _) {
            return true;
        } catch (ConflictException busy) {
            if (!Failures.words(busy).contains("already in progress")) {
                throw busy;
            }
        }
        return true;
    }

    private Map<String, String> secrets(String what, ContainerHandle handle, InspectContainerResponse found) {
        if (Views.labels(found).getOrDefault(Identity.SECRETS, "").isEmpty()) {
            return Map.of();
        }
        try {
            return files.secrets(session(what, handle).orElseThrow());
        } catch (IOException failure) {
            throw new ProviderException(
                    Code.CONFLICT,
                    what + " failed: the secrets of its session cannot be read from " + config.stateDirectory()
                            + "; remove the environment and make it again",
                    failure);
        }
    }

    private InspectContainerResponse require(String what, ContainerHandle handle) {
        return session(what, handle)
                .flatMap(session -> inspect(what, session))
                .orElseThrow(() -> Failures.notFound(what));
    }

    private static void requireRunning(String what, InspectContainerResponse found) {
        if (Views.state(found) != State.RUNNING) {
            throw new ProviderException(Code.CONFLICT, what + " failed: it is not running; start it first");
        }
    }

    private Optional<InspectContainerResponse> inspect(String what, UUID session) {
        return engine.ask(what, connection -> {
            try {
                return Optional.of(connection
                                .client()
                                .inspectContainerCmd(identity.container(session))
                                .exec())
                        .filter(found -> identity.session(Views.labels(found)).isPresent());
            } catch (NotFoundException _) {
                return Optional.empty();
            }
        });
    }

    private Optional<UUID> session(String what, ContainerHandle handle) {
        if (!handle.provider().equals(config.name())) {
            throw new ProviderException(Code.INVALID_REQUEST, what + " failed: it is not of " + config.name());
        }
        return identity.session(handle);
    }
}
