package dev.sessionhub.provider.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.BuildResponseItem;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Builds the image of a recipe, once for all who wait for it; if the one who had it built gives up, the next one goes on. */
final class Building {

    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final Engine engine;
    private final Recipe recipe;
    private final ReentrantLock turn = new ReentrantLock();
    private final List<Consumer<Progress>> listeners = new CopyOnWriteArrayList<>();

    Building(Engine engine, Recipe recipe) {
        this.engine = engine;
        this.recipe = recipe;
    }

    /** Returns when the image is there. */
    void run(String what, BooleanSupplier isThere, Consumer<Progress> listener) {
        listeners.add(listener);
        try {
            turn.lockInterruptibly();
            try {
                if (!isThere.getAsBoolean()) {
                    build(what);
                }
            } finally {
                turn.unlock();
            }
        } catch (InterruptedException _) {
            throw Failures.cancelled(what);
        } finally {
            listeners.remove(listener);
        }
    }

    private void build(String what) {
        BuildReport report =
                new BuildReport(recipe.image(), progress -> listeners.forEach(each -> each.accept(progress)));
        Outcome outcome = new Outcome(report);
        engine.ask(what, LIMIT, connection -> {
            try (outcome) {
                return recipe.fill(connection.client().buildImageCmd())
                        .exec(outcome)
                        .awaitCompletion();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", interrupted);
            } catch (DockerException | DockerClientException | IllegalArgumentException refused) {
                String words = refused instanceof DockerException known
                        ? Failures.words(known)
                        : String.valueOf(refused.getMessage());
                throw failed(what, words, report);
            }
        });
        outcome.error.ifPresent(words -> {
            throw failed(what, words, report);
        });
    }

    private ProviderException failed(String what, String words, BuildReport report) {
        boolean full = words.contains("no space left on device");
        return new ProviderException(
                full ? Code.LIMIT_EXCEEDED : Code.INVALID_REQUEST,
                what + " failed: the image \"" + recipe.image() + "\" could not be built: "
                        + (full ? "the engine's disk is full" : words + report.last())
                        + "; ./hub image build builds it too, also on another base");
    }

    /** What the engine says while it builds. */
    private static final class Outcome extends ResultCallback.Adapter<BuildResponseItem> {

        private final BuildReport report;
        private volatile Optional<String> error = Optional.empty();

        Outcome(BuildReport report) {
            this.report = report;
        }

        @Override
        public void onNext(BuildResponseItem item) {
            if (item.getErrorDetail() != null) {
                error = Optional.of(
                        String.valueOf(item.getErrorDetail().getMessage()).strip());
            }
            report.accept(item);
        }
    }
}
