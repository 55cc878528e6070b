package dev.sessionhub.web.changes;

import dev.sessionhub.spi.git.FileChange;
import dev.sessionhub.spi.git.GitDiff;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Differences as clients see them. */
public record DiffView(List<FileView> files, long additions, long deletions, boolean truncated) {

    /** One file. */
    public record FileView(
            Optional<String> oldPath,
            Optional<String> newPath,
            FileChange change,
            boolean binary,
            int additions,
            int deletions,
            List<HunkView> hunks) {}

    /** A run of lines. */
    public record HunkView(int oldStart, int oldLines, int newStart, int newLines, List<LineView> lines) {}

    /** A line; its type is context, add or delete. */
    public record LineView(
            String type,
            Optional<Integer> oldLine,
            Optional<Integer> newLine,
            String text,
            Optional<Boolean> noNewline) {}

    static DiffView of(GitDiff diff) {
        return new DiffView(
                diff.files().stream().map(DiffView::file).toList(),
                diff.additions(),
                diff.deletions(),
                diff.truncated());
    }

    private static FileView file(GitDiff.FileDiff file) {
        return new FileView(
                file.oldPath(),
                file.newPath(),
                file.change(),
                file.binary(),
                file.additions(),
                file.deletions(),
                file.hunks().stream().map(DiffView::hunk).toList());
    }

    private static HunkView hunk(GitDiff.Hunk hunk) {
        return new HunkView(
                hunk.oldStart(),
                hunk.oldLines(),
                hunk.newStart(),
                hunk.newLines(),
                hunk.lines().stream().map(DiffView::line).toList());
    }

    private static LineView line(GitDiff.Line line) {
        return new LineView(
                line.kind().name().toLowerCase(Locale.ROOT),
                number(line.oldLine()),
                number(line.newLine()),
                line.text(),
                line.noNewline() ? Optional.of(true) : Optional.empty());
    }

    private static Optional<Integer> number(OptionalInt line) {
        return line.isPresent() ? Optional.of(line.getAsInt()) : Optional.empty();
    }
}
