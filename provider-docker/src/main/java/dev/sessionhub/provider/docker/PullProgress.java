package dev.sessionhub.provider.docker;

import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.ResponseItem.ProgressDetail;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far one layer of an image is.
 *
 * @param layer its short id; for a word about the whole image, the tag
 * @param step what is done with it, in the engine's words
 * @param done bytes so far
 * @param total bytes in all, where known
 */
record PullProgress(String layer, String step, long done, OptionalLong total) {

    /** Checks that every part is there. */
    PullProgress {
        Objects.requireNonNull(layer, "layer");
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(total, "total");
    }

    PullProgress complete() {
        return new PullProgress(layer, step, total.orElse(done), total);
    }

    static Optional<PullProgress> of(PullResponseItem item) {
        if (item.getId() == null || item.getStatus() == null) {
            return Optional.empty();
        }
        ProgressDetail detail = item.getProgressDetail();
        long done = detail == null || detail.getCurrent() == null ? 0 : detail.getCurrent();
        OptionalLong total =
                detail == null || detail.getTotal() == null ? OptionalLong.empty() : OptionalLong.of(detail.getTotal());
        return Optional.of(new PullProgress(item.getId(), item.getStatus(), done, total));
    }
}
