package dev.sessionhub.provider.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
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
import dev.sessionhub.spi.container.Progress;
import dev.sessionhub.spi.container.ResourceLimits;
import dev.sessionhub.spi.container.Usage;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Environments that are containers of one Docker Engine. */
final class DockerProvider implements ContainerProvider {

    private static final Logger LOG = System.getLogger(DockerProvider.class.getName());
    private static final Duration HEALTH = Duration.ofSeconds(4);

    private final ProviderConfig config;
    private final Settings settings;
    private final Identity identity;
    private final Engine engine;
    private final Containers containers;
    private final Images images;
    private final Programs programs;
    private final SessionFiles files;
    private final Networks networks;
    private final Firewall firewall;
    private final Creation creation;

    DockerProvider(ProviderConfig config, Settings settings) {
        this.config = config;
        this.settings = settings;
        this.identity = Identity.of(config);
        this.engine = new Engine(config.name(), settings.endpoint());
        this.containers = new Containers(engine, identity);
        this.images = new Images(engine, settings.pull(), settings.recipe());
        this.programs = new Programs(engine);
        this.files = new SessionFiles(config.stateDirectory());
        this.networks = new Networks(engine, identity);
        this.firewall = new Firewall(engine, networks, settings);
        this.creation = new Creation(engine, images, networks, containers, new Blueprint(settings, identity, files));
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
            return engine.ask("the check", HEALTH, connection -> {
                connection.client().pingCmd().exec();
                String engineName = "Docker Engine " + connection.engine() + " (API " + connection.api() + ") at "
                        + engine.endpoint();
                if (Images.isOn(connection, settings.image())) {
                    return ProviderHealth.up(engineName + " answers");
                }
                String answers = engineName + " answers, but has no image \"" + settings.image() + "\"; ";
                return images.comes(settings.image())
                        ? ProviderHealth.up(answers + "the first session brings it (or ./hub image build)")
                        : new ProviderHealth(ProviderHealth.Status.DEGRADED, answers + "build it (./hub image build)");
            });
        } catch (ProviderException failure) {
            return ProviderHealth.down(
                    interrupted ? "the check was interrupted" : String.valueOf(failure.getMessage()));
        }
    }

    @Override
    public void prepare(Optional<String> image, Consumer<Progress> progress) {
        String reference = image.orElse(settings.image());
        images.require("preparing the image " + reference, reference, progress);
    }

    @Override
    public ContainerHandle create(ContainerSpec spec) {
        return creation.create("making an environment for session " + spec.sessionId(), spec);
    }

    @Override
    public void start(ContainerHandle handle) {
        String what = "starting " + handle;
        UUID session = session(what, handle).orElseThrow(() -> Failures.notFound(what));
        containers.undisturbed(
                what,
                session,
                () -> containers.with(what, session, known -> {
                    start(what, session, known);
                    return true;
                }));
    }

    private void start(String what, UUID session, Known known) {
        if (known.internet()) {
            firewall.ensure(what);
            networks.moveIn(what, known.id());
        }
        containers.start(what, known.id());
        try {
            images.prove(what, known.image(), known.id(), programs);
        } catch (ProviderException unfit) {
            containers.stop(what, containers.require(what, session), Duration.ZERO);
            throw containers.hasNoShell(what, known.id())
                    ? new ProviderException(Code.INVALID_REQUEST, what + " failed: its image has no /bin/sh", unfit)
                    : unfit;
        }
    }

    @Override
    public void resize(ContainerHandle handle, ResourceLimits limits) {
        String what = "changing the bounds of " + handle;
        UUID session = session(what, handle).orElseThrow(() -> Failures.notFound(what));
        InspectContainerResponse found = containers.require(what, session);
        if (Views.state(found) == State.RUNNING) {
            throw new ProviderException(Code.CONFLICT, what + " failed: it is running; stop it first");
        }
        containers.resize(what, found, settings.bounds(limits));
    }

    @Override
    public void stop(ContainerHandle handle, Duration grace) {
        String what = "stopping " + handle;
        UUID session = session(what, handle).orElseThrow(() -> Failures.notFound(what));
        InspectContainerResponse found = containers.require(what, session);
        containers.ending(session);
        containers.stop(what, found, grace);
    }

    @Override
    public void remove(ContainerHandle handle) {
        String what = "removing " + handle;
        session(what, handle).ifPresent(session -> {
            containers.ending(session);
            containers.inspect(what, session).ifPresent(found -> containers.remove(what, session, found));
            try {
                files.remove(session);
            } catch (IOException failure) {
                throw new ProviderException(
                        Code.INTERNAL,
                        what + " left files in " + config.stateDirectory() + ": " + failure.getMessage(),
                        failure);
            }
        });
    }

    @Override
    public Optional<Container> find(ContainerHandle handle) {
        String what = "looking at " + handle;
        return session(what, handle).flatMap(session -> look(what, session));
    }

    @Override
    public List<Container> list() {
        String what = "listing the environments of " + config.name();
        List<Container> found = containers.sessions(what).stream()
                .flatMap(session -> look(what, session).stream())
                .toList();
        if (found.stream().anyMatch(this::runsWithInternet)) {
            filter(what);
        }
        return found;
    }

    private boolean runsWithInternet(Container container) {
        return container.state() == State.RUNNING && containers.hasInternet(container.sessionId());
    }

    /** What the engine started itself, or ran before this hub did. */
    private void filter(String what) {
        try {
            firewall.ensure(what);
        } catch (ProviderException failure) {
            LOG.log(Level.WARNING, "sessions may reach more than they should: {0}", failure.getMessage());
        }
    }

    @Override
    public ExecProcess exec(ContainerHandle handle, ExecSpec spec) {
        String what = "running " + spec.command().getFirst() + " in " + handle;
        UUID session = session(what, handle).orElseThrow(() -> Failures.notFound(what));
        return containers.undisturbed(
                what,
                session,
                () -> containers.with(what, session, known -> {
                    Map<String, String> variables = new HashMap<>(known.secrets() ? secrets(what, session) : Map.of());
                    variables.putAll(spec.environment());
                    return programs.run(
                            what, new Programs.Start(known.id(), spec.command(), variables, spec.workingDirectory()));
                }));
    }

    @Override
    public Usage usage(ContainerHandle handle) {
        String what = "measuring " + handle;
        UUID session = session(what, handle).orElseThrow(() -> Failures.notFound(what));
        return containers.with(what, session, known -> {
            var stats = engine.ask(
                    what,
                    connection -> connection.get("/containers/" + known.id() + "/stats?stream=false&one-shot=true"));
            if (!Measurement.isOfRunning(stats)) {
                throw notRunning(what);
            }
            boolean ask = !Measurement.neverFull(stats);
            return Measurement.usage(
                    stats, ask ? programs.output(what, known.id(), Script.EVENTS.with(List.of())) : "");
        });
    }

    @Override
    public void close() {
        engine.close();
    }

    private Optional<Container> look(String what, UUID session) {
        return containers
                .inspect(what, session)
                .map(found -> Views.container(
                        identity, session, found, () -> containers.endedWithTheEngine(what, found.getId())));
    }

    private Map<String, String> secrets(String what, UUID session) {
        try {
            return files.secrets(session);
        } catch (IOException failure) {
            throw new ProviderException(
                    Code.CONFLICT,
                    what + " failed: the secrets of its session cannot be read from " + config.stateDirectory()
                            + "; remove the environment and make it again",
                    failure);
        }
    }

    private static ProviderException notRunning(String what) {
        return new ProviderException(Code.CONFLICT, what + " failed: it is not running; start it first");
    }

    private Optional<UUID> session(String what, ContainerHandle handle) {
        if (!handle.provider().equals(config.name())) {
            throw new ProviderException(Code.INVALID_REQUEST, what + " failed: it is not of " + config.name());
        }
        return identity.session(handle);
    }
}
