package dev.sessionhub.spi.container;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How far something slow has come.
 *
 * @param step what is being done, for people, in a few words: "fetching the image debian:12"
 * @param detail which part of it, for people; empty if there is nothing to say
 * @param percent how much of the step is done, where known
 * @since 1.0
 */
public record Progress(String step, Optional<String> detail, OptionalInt percent) {

    /** Checks that the step has a name and the number makes sense. */
    public Progress {
        if (step.isBlank()) {
            throw new IllegalArgumentException("step must say what is being done");
        }
        Objects.requireNonNull(detail, "detail");
        if (percent.isPresent() && (percent.getAsInt() < 0 || percent.getAsInt() > 100)) {
            throw new IllegalArgumentException("percent must be between 0 and 100, not " + percent.getAsInt());
        }
    }
}
