package dev.sessionhub.core.session;

import dev.sessionhub.core.concurrent.HubThreads;
import dev.sessionhub.spi.container.Progress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** How far sessions have come that are being prepared: many steps a second are told as a few, but always the last one. */
final class Steps {

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Map<UUID, Step> steps = new ConcurrentHashMap<>();

    private enum Telling {
        NOW,
        SOON,
        WITH_ANOTHER
    }

    /** What was seen last, when something was told last, and when this is told. */
    private record Step(Progress progress, long toldNanos, Telling telling) {

        static Step told(Progress progress) {
            return new Step(progress, System.nanoTime(), Telling.NOW);
        }

        Step then(Progress next) {
            if (!progress.step().equals(next.step())) {
                return told(next);
            }
            if (telling != Telling.NOW) {
                return new Step(next, toldNanos, Telling.WITH_ANOTHER);
            }
            return pauseNanos() <= 0 ? told(next) : new Step(next, toldNanos, Telling.SOON);
        }

        long pauseNanos() {
            return toldNanos + PAUSE.toNanos() - System.nanoTime();
        }
    }

    void seen(UUID id, Progress progress, Runnable tell) {
        Step step = steps.compute(id, (_, before) -> before == null ? Step.told(progress) : before.then(progress));
        switch (step.telling()) {
            case NOW -> tell.run();
            case SOON -> HubThreads.start("step of session " + id, () -> tellAfter(step.pauseNanos(), id, tell));
            case WITH_ANOTHER -> {}
        }
    }

    Optional<Progress> of(UUID id) {
        return Optional.ofNullable(steps.get(id)).map(Step::progress);
    }

    void forget(UUID id) {
        steps.remove(id);
    }

    private void tellAfter(long pauseNanos, UUID id, Runnable tell) {
        LockSupport.parkNanos(pauseNanos);
        if (steps.computeIfPresent(id, (_, last) -> Step.told(last.progress())) != null) {
            tell.run();
        }
    }
}
