package dev.sessionhub.provider.docker;

import dev.sessionhub.spi.container.Progress;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Sums up the layers of an image that is being fetched. */
final class PullReport implements Consumer<PullProgress> {

    private final String step;
    private final Consumer<Progress> listener;
    private final Map<String, PullProgress> downloads = new ConcurrentHashMap<>();

    PullReport(String image, Consumer<Progress> listener) {
        this.step = "fetching the image " + image;
        this.listener = listener;
    }

    @Override
    public void accept(PullProgress progress) {
        if (progress.total().isPresent() && progress.step().equals("Downloading")) {
            downloads.put(progress.layer(), progress);
        } else if (progress.step().equals("Download complete")) {
            downloads.computeIfPresent(progress.layer(), (_, last) -> last.complete());
        }
        listener.accept(new Progress(step, Optional.of(progress.layer() + ": " + progress.step()), percent()));
    }

    private OptionalInt percent() {
        long done = 0;
        long total = 0;
        for (PullProgress layer : downloads.values()) {
            done += layer.done();
            total += layer.total().orElse(0);
        }
        return total == 0 ? OptionalInt.empty() : OptionalInt.of((int) Math.min(100, done * 100 / total));
    }
}
