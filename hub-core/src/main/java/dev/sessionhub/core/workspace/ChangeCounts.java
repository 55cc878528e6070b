package dev.sessionhub.core.workspace;

import java.time.Instant;

/**
 * How much a session changed, for a list.
 *
 * @param files changed files
 * @param additions added lines
 * @param deletions deleted lines
 * @param checkedAt when that was seen
 */
public record ChangeCounts(int files, long additions, long deletions, Instant checkedAt) {

    /** Whether the figures are the same, whenever they were seen. */
    public boolean sameAs(ChangeCounts other) {
        return files == other.files && additions == other.additions && deletions == other.deletions;
    }
}
