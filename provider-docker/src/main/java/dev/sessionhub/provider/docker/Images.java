package dev.sessionhub.provider.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PullResponseItem;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Images: whether they are there, fetching or building them, and whether they can hold a session. */
final class Images {

    static final String WRITABLE_ROOT = "dev.sessionhub.writable-root";

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration PULL = Duration.ofMinutes(30);
    private static final Pattern REFERENCE =
            Pattern.compile("[a-z0-9][a-zA-Z0-9._:/-]{0,254}(@sha256:[0-9a-f]{64})?|sha256:[0-9a-f]{64}");

    private final Engine engine;
    private final boolean mayPull;
    private final Optional<Recipe> recipe;
    private final Optional<Building> building;
    private final Set<String> proven = ConcurrentHashMap.newKeySet();
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    Images(Engine engine, boolean mayPull, Optional<Recipe> recipe) {
        this.engine = engine;
        this.mayPull = mayPull;
        this.recipe = recipe;
        this.building = recipe.map(what -> new Building(engine, what));
    }

    /**
     * An image that is on the engine.
     *
     * @param id its digest
     * @param writableRoot whether it asks for a root file system that can be written
     */
    record Image(String id, boolean writableRoot) {}

    private record Seen(Image image, long atNanos) {}

    static boolean isReference(String text) {
        return REFERENCE.matcher(text).matches();
    }

    /** As {@link #require}, believing what was seen a moment ago: what is made follows its preparation. */
    Image prepared(String what, String reference, Consumer<Progress> progress) {
        Seen last = seen.get(reference);
        return last != null && System.nanoTime() - last.atNanos() < FRESH.toNanos()
                ? last.image()
                : require(what, reference, progress);
    }

    /** Finds an image; one that is missing is fetched or built, if it may be. */
    Image require(String what, String reference, Consumer<Progress> progress) {
        if (!isReference(reference)) {
            throw new ProviderException(
                    Code.INVALID_REQUEST, what + " failed: \"" + reference + "\" is no image's name");
        }
        Optional<Image> present = find(what, reference);
        if (present.isEmpty() && mayPull) {
            pull(what, reference, new PullReport(reference, progress));
            present = find(what, reference);
        } else if (present.isEmpty() && isBuilt(reference)) {
            building.orElseThrow().run(what, () -> find(what, reference).isPresent(), progress);
            present = find(what, reference);
        }
        Image image = present.orElseThrow(() -> missing(what, reference));
        seen.put(reference, new Seen(image, System.nanoTime()));
        return image;
    }

    /** To be thrown when the engine says that there is none. */
    ProviderException missing(String what, String reference) {
        seen.remove(reference);
        return new ProviderException(
                Code.INVALID_REQUEST,
                what + " failed: the engine at " + engine.endpoint() + " has no image \"" + reference
                        + "\"; build it (./hub image build) or fetch it (docker pull)");
    }

    /** Whether one that is missing comes by itself. */
    boolean comes(String reference) {
        return mayPull || isBuilt(reference);
    }

    private boolean isBuilt(String reference) {
        return recipe.filter(known -> known.image().equals(reference)).isPresent();
    }

    static boolean isOn(Connection connection, String reference) {
        try {
            connection.client().inspectImageCmd(reference).exec();
            return true;
        } catch (NotFoundException _) {
            return false;
        }
    }

    Optional<Image> find(String what, String reference) {
        return engine.ask(what, connection -> {
            try {
                return Optional.of(
                        image(connection.client().inspectImageCmd(reference).exec()));
            } catch (NotFoundException _) {
                return Optional.empty();
            }
        });
    }

    /** Checks once per image, in a container of it that runs, that it has the tools of a session. */
    void prove(String what, String image, String container, Programs programs) {
        if (proven.contains(image)) {
            return;
        }
        String lacks =
                programs.output(what, container, Script.TOOLS.with(List.of())).strip();
        if (!lacks.isEmpty()) {
            throw new ProviderException(
                    Code.INVALID_REQUEST,
                    what + " failed: its image cannot hold a session: " + lacks.replace("\n", "; "));
        }
        proven.add(image);
    }

    private static Image image(InspectImageResponse answer) {
        Map<String, String> labels =
                answer.getConfig() == null || answer.getConfig().getLabels() == null
                        ? Map.of()
                        : answer.getConfig().getLabels();
        return new Image(String.valueOf(answer.getId()), labels.containsKey(WRITABLE_ROOT));
    }

    private void pull(String what, String reference, Consumer<PullProgress> progress) {
        engine.ask(what, PULL, connection -> {
            ResultCallback.Adapter<PullResponseItem> pulling = connection
                    .client()
                    .pullImageCmd(tagged(reference))
                    .exec(new PullImageResultCallback() {
                        @Override
                        public void onNext(PullResponseItem item) {
                            super.onNext(item);
                            PullProgress.of(item).ifPresent(progress);
                        }
                    });
            try (pulling) {
                return pulling.awaitCompletion();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", interrupted);
            } catch (DockerException | DockerClientException refused) {
                throw notPulled(what, reference, refused);
            }
        });
    }

    private static ProviderException notPulled(String what, String reference, RuntimeException refused) {
        String words =
                refused instanceof DockerException known ? Failures.words(known) : String.valueOf(refused.getMessage());
        boolean full = words.contains("no space left on device");
        return new ProviderException(
                full ? Code.LIMIT_EXCEEDED : Code.INVALID_REQUEST,
                what + " failed: the image \"" + reference + "\" could not be fetched: "
                        + (full ? "the engine's disk is full" : words),
                refused);
    }

    private static String tagged(String reference) {
        boolean exact = reference.contains("@") || reference.lastIndexOf(':') > reference.lastIndexOf('/');
        return exact ? reference : reference + ":latest";
    }
}
