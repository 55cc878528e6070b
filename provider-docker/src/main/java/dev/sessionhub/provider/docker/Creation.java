package dev.sessionhub.provider.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.BindMount;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.NetworkPolicy;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/** Makes environments, whole or not at all. */
final class Creation {

    private static final Logger LOG = System.getLogger(Creation.class.getName());
    private static final int UNDO_SECONDS = 20;

    private final Engine engine;
    private final Images images;
    private final Networks networks;
    private final Containers containers;
    private final Blueprint blueprint;
    private final Map<UUID, ReentrantLock> locks = new ConcurrentHashMap<>();

    Creation(Engine engine, Images images, Networks networks, Containers containers, Blueprint blueprint) {
        this.engine = engine;
        this.images = images;
        this.networks = networks;
        this.containers = containers;
        this.blueprint = blueprint;
    }

    ContainerHandle create(String what, ContainerSpec spec) {
        ReentrantLock lock = locks.computeIfAbsent(spec.sessionId(), _ -> new ReentrantLock());
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException _) {
            throw Failures.cancelled(what);
        }
        try {
            return make(what, spec);
        } finally {
            lock.unlock();
            locks.remove(spec.sessionId(), lock);
        }
    }

    private ContainerHandle make(String what, ContainerSpec spec) {
        requireSources(what, spec);
        Future<Optional<InspectContainerResponse>> namesake = find(spec.sessionId());
        Future<String> network = networks.mode(spec.network());
        Images.Image image = images.prepared(
                what, reference(spec), step -> LOG.log(Level.DEBUG, "{0}: {1} {2}", what, step.step(), step.detail()));
        requireFree(what, spec.sessionId(), namesake);
        boolean kept = blueprint.files().has(spec.sessionId());
        boolean made = false;
        try {
            SessionUser user = user();
            blueprint.files().make(spec, user);
            handOver(spec, user);
            String id = submit(what, spec, image, user, engine.answer(what, Engine.USUAL, network));
            containers.made(
                    spec.sessionId(),
                    new Known(
                            id,
                            image.id(),
                            spec.network() == NetworkPolicy.INTERNET,
                            !spec.secrets().isEmpty()));
            made = true;
            return blueprint.identity().handle(spec.sessionId());
        } catch (IOException failure) {
            throw failedOnDisk(what, failure);
        } finally {
            if (!made && !kept) {
                forget(spec.sessionId());
            }
        }
    }

    private String submit(String what, ContainerSpec spec, Images.Image image, SessionUser user, String network) {
        Future<String> making = engine.submit(connection -> blueprint
                .fill(connection.client().createContainerCmd(image.id()), spec, image, user, network)
                .exec()
                .getId());
        try {
            return making.get(Engine.USUAL.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            undo(making);
            throw Failures.cancelled(what);
        } catch (TimeoutException late) {
            undo(making);
            throw new ProviderException(
                    Code.TIMEOUT, what + " failed: " + engine.endpoint() + " did not answer in time", late);
        } catch (ExecutionException failure) {
            throw refused(what, spec, failure);
        }
    }

    /** The engine goes on with what it was asked although nobody waits: removes what comes of it. */
    private void undo(Future<String> making) {
        Future<Boolean> undone = engine.submit(connection -> {
            try {
                connection
                        .client()
                        .removeContainerCmd(making.get())
                        .withForce(true)
                        .exec();
            } catch (ExecutionException _) {
                // Nothing came of it.
            } catch (InterruptedException interrupted) {
                throw new IOException("interrupted", interrupted);
            }
            return true;
        });
        try {
            undone.get(UNDO_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException failure) {
            LOG.log(Level.WARNING, "an abandoned container may be left: {0}", failure.getMessage());
        }
    }

    private ProviderException refused(String what, ContainerSpec spec, ExecutionException failure) {
        return switch (failure.getCause()) {
            case ConflictException taken -> taken(what, spec.sessionId(), taken);
            case NotFoundException missing
            when Failures.words(missing).startsWith("No such image") -> images.missing(what, reference(spec));
            case NotFoundException missing ->
                new ProviderException(
                        Code.INVALID_REQUEST, what + " failed, the engine says: " + Failures.words(missing), missing);
            case BadRequestException bad
            when Failures.words(bad).contains("bind source path does not exist") ->
                new ProviderException(
                        Code.INVALID_REQUEST,
                        what + " failed: the engine at " + engine.endpoint() + " does not see the hub's files: "
                                + Failures.words(bad),
                        bad);
            case null, default -> engine.failed(what, failure);
        };
    }

    private ProviderException taken(String what, UUID session, ConflictException taken) {
        boolean ours = engine.answer(what, Engine.USUAL, find(session))
                .filter(found ->
                        blueprint.identity().hub().equals(Views.labels(found).get(Identity.HUB)))
                .isPresent();
        return ours
                ? new ProviderException(Code.ALREADY_EXISTS, what + " failed: it has one already", taken)
                : new ProviderException(
                        Code.CONFLICT,
                        what + " failed: somebody else's container has the name "
                                + blueprint.identity().container(session) + "; rename or remove it",
                        taken);
    }

    private void requireFree(String what, UUID session, Future<Optional<InspectContainerResponse>> namesake) {
        engine.answer(what, Engine.USUAL, namesake).ifPresent(_ -> {
            throw taken(what, session, new ConflictException("the name is taken"));
        });
    }

    private Future<Optional<InspectContainerResponse>> find(UUID session) {
        return engine.submit(connection -> {
            try {
                return Optional.of(connection
                        .client()
                        .inspectContainerCmd(blueprint.identity().container(session))
                        .exec());
            } catch (NotFoundException _) {
                return Optional.empty();
            }
        });
    }

    private String reference(ContainerSpec spec) {
        return spec.image().orElse(blueprint.settings().image());
    }

    private void requireSources(String what, ContainerSpec spec) {
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

    private SessionUser user() throws IOException {
        Optional<SessionUser> configured = blueprint.settings().user();
        return configured.isPresent() ? configured.get() : SessionUser.ofHub();
    }

    private static void handOver(ContainerSpec spec, SessionUser user) throws IOException {
        Ownership.handOver(spec.workspace(), user);
        for (BindMount mount : spec.mounts()) {
            if (!mount.readOnly()) {
                Ownership.handOver(mount.source(), user);
            }
        }
    }

    private void forget(UUID session) {
        try {
            blueprint.files().remove(session);
        } catch (IOException failure) {
            LOG.log(Level.WARNING, "files of session {0} are left: {1}", session, failure.getMessage());
        }
    }

    private static ProviderException failedOnDisk(String what, IOException failure) {
        String text = String.valueOf(failure.getMessage());
        boolean full = text.contains("No space left") || text.contains("quota");
        return new ProviderException(
                full ? Code.LIMIT_EXCEEDED : Code.UNAVAILABLE,
                what + " failed on the hub's own disk: " + text,
                failure);
    }
}
