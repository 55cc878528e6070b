package dev.sessionhub.provider.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.Container.State;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** How the engine's containers look to the hub. */
final class Views {

    private static final int LOST = 255;
    private static final int KILLED = 137;

    private Views() {}

    static Container container(
            Identity identity, UUID session, InspectContainerResponse answer, BooleanSupplier endedWithTheEngine) {
        State state = state(answer);
        Optional<Instant> started = started(answer);
        return new Container(
                identity.handle(session),
                session,
                state,
                started,
                state == State.STOPPED ? reason(answer, endedWithTheEngine) : Optional.empty());
    }

    static State state(InspectContainerResponse answer) {
        return switch (String.valueOf(answer.getState().getStatus())) {
            case "running" -> State.RUNNING;
            case "created" -> State.CREATED;
            default -> State.STOPPED;
        };
    }

    static boolean isPaused(InspectContainerResponse answer) {
        return "paused".equals(answer.getState().getStatus());
    }

    static Map<String, String> labels(InspectContainerResponse answer) {
        return answer.getConfig() == null || answer.getConfig().getLabels() == null
                ? Map.of()
                : answer.getConfig().getLabels();
    }

    private static Optional<Instant> started(InspectContainerResponse answer) {
        try {
            return Optional.ofNullable(answer.getState().getStartedAt())
                    .map(Instant::parse)
                    .filter(time -> time.getEpochSecond() > 0);
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> reason(InspectContainerResponse answer, BooleanSupplier endedWithTheEngine) {
        ContainerState state = answer.getState();
        if (isPaused(answer)) {
            return Optional.of("somebody paused it; starting it lets it go on");
        }
        if (Boolean.TRUE.equals(state.getOOMKilled())) {
            return Optional.of("it ran out of memory");
        }
        String error = state.getError();
        if (error != null && !error.isBlank()) {
            return Optional.of("the engine says: " + error);
        }
        Long code = state.getExitCodeLong();
        if ((code != null && code == LOST) || endedWithTheEngine.getAsBoolean()) {
            return Optional.of("the engine or its machine was restarted");
        }
        if (code == null || code == 0) {
            return Optional.empty();
        }
        return Optional.of(
                switch (code.intValue()) {
                    case KILLED -> "it was killed";
                    default -> "its main process ended with " + code;
                });
    }
}
