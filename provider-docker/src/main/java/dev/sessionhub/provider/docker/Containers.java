package dev.sessionhub.provider.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.ResourceLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** This instance's containers on the engine, found by their name and proven by their labels. */
final class Containers {

    private static final Duration SLACK = Duration.ofSeconds(30);
    private static final int LONGEST_GRACE = 86_400;
    private static final int REMOVAL_ROUNDS = 500;
    private static final long NOT_EXECUTABLE = 126;
    private static final long NOT_FOUND = 127;
    private static final long REMOVAL_PAUSE = 20;

    private final Engine engine;
    private final Identity identity;
    private final Map<UUID, Integer> endings = new ConcurrentHashMap<>();
    private final Map<UUID, Known> known = new ConcurrentHashMap<>();

    Containers(Engine engine, Identity identity) {
        this.engine = engine;
        this.identity = identity;
    }

    Optional<InspectContainerResponse> inspect(String what, UUID session) {
        Optional<InspectContainerResponse> answer = engine.ask(what, connection -> {
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
        answer.ifPresentOrElse(found -> known.put(session, Known.of(found)), () -> known.remove(session));
        return answer;
    }

    /** Whether one that was seen before was made to reach the internet. */
    boolean hasInternet(UUID session) {
        Known seen = known.get(session);
        return seen != null && seen.internet();
    }

    InspectContainerResponse require(String what, UUID session) {
        return inspect(what, session).orElseThrow(() -> Failures.notFound(what));
    }

    /** Notes a container that was just made. */
    void made(UUID session, Known container) {
        known.put(session, container);
    }

    /**
     * Takes a step that changes nothing if the container does not exist, without looking first at one that is known. That
     * it is another one now, or none, shows by the failure.
     */
    <T> T with(String what, UUID session, Function<Known, T> step) {
        Known remembered = known.get(session);
        if (remembered != null) {
            try {
                return step.apply(remembered);
            } catch (ProviderException failure) {
                if (failure.code() != Code.NOT_FOUND) {
                    throw failure;
                }
            }
        }
        return step.apply(Known.of(require(what, session)));
    }

    List<UUID> sessions(String what) {
        return engine.ask(
                what,
                connection ->
                        connection
                                .client()
                                .listContainersCmd()
                                .withShowAll(true)
                                .withLabelFilter(identity.labels())
                                .exec()
                                .stream()
                                .flatMap(found -> identity.session(found.getLabels()).stream())
                                .toList());
    }

    /** Whether a container that is not running ended with an engine, or its machine, that was restarted since. */
    boolean endedWithTheEngine(String what, String container) {
        return engine.ask(what, connection -> {
            // One that goes down answers on old connections until the end, and ends its containers first.
            engine.endpoint().connect().close();
            return Memory.knowsNothingOf(container, connection.getAll(Memory.question(Instant.now())));
        });
    }

    /** No bound on processors is said as all of them: the engine takes none for "as it was". */
    void resize(String what, InspectContainerResponse found, ResourceLimits bounds) {
        engine.ask(what, connection -> {
            long memory = bounds.memoryBytes().getAsLong();
            double all = Optional.ofNullable(
                            connection.client().infoCmd().exec().getNCPU())
                    .orElse(1);
            return connection
                    .client()
                    .updateContainerCmd(found.getId())
                    .withMemory(memory)
                    .withMemorySwap(memory)
                    .withNanoCPUs(Blueprint.nanos(bounds.cpus().orElse(all)))
                    .withPidsLimit(bounds.processes().getAsLong())
                    .exec();
        });
    }

    /** Starts it, unless it runs. */
    void start(String what, String id) {
        engine.ask(what, connection -> {
            try {
                connection.client().startContainerCmd(id).exec();
            } catch (NotModifiedException _) {
                // It runs already.
            } catch (DockerException refused) {
                if (!Failures.words(refused).contains("paused")) {
                    throw notStarted(what, refused);
                }
                connection.client().unpauseContainerCmd(id).exec();
            }
            return true;
        });
    }

    void stop(String what, InspectContainerResponse found, Duration grace) {
        int seconds = Math.clamp(grace.plusMillis(999).toSeconds(), 0, LONGEST_GRACE);
        engine.ask(what, Duration.ofSeconds(seconds).plus(SLACK), connection -> {
            try {
                if (Views.isPaused(found)) {
                    connection.client().unpauseContainerCmd(found.getId()).exec();
                }
                if (seconds == 0) {
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

    void remove(String what, UUID session, InspectContainerResponse found) {
        engine.ask(what, connection -> {
            try {
                connection
                        .client()
                        .removeContainerCmd(found.getId())
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec();
            } catch (NotFoundException _) {
                // Somebody else was quicker.
            } catch (ConflictException busy) {
                if (!Failures.words(busy).contains("already in progress")) {
                    throw busy;
                }
            }
            return true;
        });
        awaitGone(what, session);
    }

    /** Whether a container ended at once because its image cannot run what keeps it up. */
    boolean hasNoShell(String what, String id) {
        return engine.ask(what, connection -> {
            Long code = connection
                    .client()
                    .inspectContainerCmd(id)
                    .exec()
                    .getState()
                    .getExitCodeLong();
            return code != null && (code == NOT_FOUND || code == NOT_EXECUTABLE);
        });
    }

    /** Notes that this instance is about to stop or remove an environment. */
    void ending(UUID session) {
        endings.merge(session, 1, Integer::sum);
    }

    /** Takes a step that a stop or a removal at the same moment may disturb in any way, and names that if it did. */
    <T> T undisturbed(String what, UUID session, Supplier<T> step) {
        int before = endings.getOrDefault(session, 0);
        try {
            return step.get();
        } catch (ProviderException failure) {
            switch (failure.code()) {
                case INVALID_REQUEST, NOT_FOUND, CONFLICT, INTERNAL -> {}
                default -> throw failure;
            }
            if (inspect(what, session).isEmpty()) {
                throw Failures.notFound(what);
            }
            if (endings.getOrDefault(session, 0) != before) {
                throw new ProviderException(Code.CONFLICT, what + " failed: it was stopped meanwhile", failure);
            }
            throw failure;
        }
    }

    private void awaitGone(String what, UUID session) {
        try {
            for (int round = 0; inspect(what, session).isPresent(); round++) {
                if (round == REMOVAL_ROUNDS) {
                    throw new ProviderException(Code.TIMEOUT, what + " failed: the engine does not finish it");
                }
                Thread.sleep(REMOVAL_PAUSE);
            }
            endings.remove(session);
        } catch (InterruptedException _) {
            throw Failures.cancelled(what);
        }
    }

    private static void kill(Connection connection, String id) {
        try {
            connection.client().killContainerCmd(id).exec();
            connection.client().waitContainerCmd(id).start().awaitStatusCode();
        } catch (ConflictException _) {
            // It was not running.
        }
    }

    private static RuntimeException notStarted(String what, DockerException refused) {
        String words = Failures.words(refused);
        if (words.contains("No such container")) {
            return Failures.notFound(what);
        }
        if (words.contains("no space left on device")) {
            return refused;
        }
        if (words.contains("/bin/sh")) {
            return new ProviderException(Code.INVALID_REQUEST, what + " failed: its image has no /bin/sh", refused);
        }
        boolean unfit = words.contains("OCI runtime") || refused.getHttpStatus() == 400;
        return unfit
                ? new ProviderException(Code.INVALID_REQUEST, what + " failed, the engine says: " + words, refused)
                : refused;
    }
}
