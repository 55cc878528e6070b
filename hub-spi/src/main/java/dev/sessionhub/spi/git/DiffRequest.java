package dev.sessionhub.spi.git;

import java.util.Objects;
import java.util.Optional;

/**
 * Which differences are wanted: from a commit to the files as they are now, untracked files included.
 *
 * @param from the commit to compare with
 * @param path only this file or directory; empty for all
 * @param maxFiles at most so many files carry hunks; the rest are listed with counts only
 * @param maxLines at most so many lines in all hunks together
 * @since 1.0
 */
public record DiffRequest(CommitId from, Optional<String> path, int maxFiles, int maxLines) {

    /** Checks the bounds. */
    public DiffRequest {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(path, "path");
        if (maxFiles < 0 || maxLines < 0) {
            throw new IllegalArgumentException("bounds must not be negative: " + maxFiles + ", " + maxLines);
        }
    }
}
