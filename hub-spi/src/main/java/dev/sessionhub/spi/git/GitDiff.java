package dev.sessionhub.spi.git;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Differences between a commit and the files of a worktree.
 *
 * @param files every changed file, sorted by path
 * @param additions added lines in all files
 * @param deletions deleted lines in all files
 * @param truncated whether hunks or files were left out to keep the request's bounds
 * @since 1.0
 */
public record GitDiff(List<FileDiff> files, long additions, long deletions, boolean truncated) {

    /** Copies. */
    public GitDiff {
        files = List.copyOf(files);
    }

    /**
     * One file.
     *
     * @param oldPath where it was; empty if it is new
     * @param newPath where it is; empty if it is gone
     * @param change ADDED, MODIFIED, DELETED or RENAMED
     * @param binary whether its content is no text; then there are no hunks
     * @param additions added lines
     * @param deletions deleted lines
     * @param hunks the differences with three lines around each
     */
    public record FileDiff(
            Optional<String> oldPath,
            Optional<String> newPath,
            FileChange change,
            boolean binary,
            int additions,
            int deletions,
            List<Hunk> hunks) {

        /** Checks and copies. */
        public FileDiff {
            Objects.requireNonNull(oldPath, "oldPath");
            Objects.requireNonNull(newPath, "newPath");
            Objects.requireNonNull(change, "change");
            hunks = List.copyOf(hunks);
        }
    }

    /**
     * A run of lines.
     *
     * @param oldStart number of the first line in the old file, from 1; 0 if the old side is empty
     * @param oldLines how many lines of the old file
     * @param newStart number of the first line in the new file, from 1; 0 if the new side is empty
     * @param newLines how many lines of the new file
     * @param lines the lines in order
     */
    public record Hunk(int oldStart, int oldLines, int newStart, int newLines, List<Line> lines) {

        /** Copies. */
        public Hunk {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A line of a hunk.
     *
     * @param kind whether both sides have it, or one
     * @param oldLine its number in the old file
     * @param newLine its number in the new file
     * @param text its text without the line end, as UTF-8 with replacement characters; at most 4,000 characters
     * @param noNewline whether the file ends after it without a line end
     */
    public record Line(Kind kind, OptionalInt oldLine, OptionalInt newLine, String text, boolean noNewline) {

        /** Which sides have a line. */
        public enum Kind {
            /** Both. */
            CONTEXT,
            /** The new file only. */
            ADD,
            /** The old file only. */
            DELETE
        }

        /** Checks that every part is there. */
        public Line {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(oldLine, "oldLine");
            Objects.requireNonNull(newLine, "newLine");
            Objects.requireNonNull(text, "text");
        }
    }
}
