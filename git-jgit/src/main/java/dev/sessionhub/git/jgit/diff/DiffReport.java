package dev.sessionhub.git.jgit.diff;

import dev.sessionhub.git.jgit.index.RawPath;
import dev.sessionhub.git.jgit.repository.OpenRepository;
import dev.sessionhub.git.jgit.scan.WorktreeView;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.DiffRequest;
import dev.sessionhub.spi.git.GitDiff;
import dev.sessionhub.spi.git.GitDiff.FileDiff;
import dev.sessionhub.spi.git.GitDiff.Hunk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Differences as values, within the request's bounds. */
public final class DiffReport {

    private static final int MOST_FILES = 100_000;

    /** Of all lines together: a client may need six times as much to write them down. */
    private static final int MOST_TEXT = 4 << 20;

    private final DiffRequest request;
    private final List<FileDiff> files = new ArrayList<>();
    private int filesWithHunks;
    private int lines;
    private int text;
    private boolean truncated;

    private DiffReport(DiffRequest request) {
        this.request = request;
    }

    public static GitDiff of(OpenRepository repository, WorktreeView view, DiffRequest request) throws IOException {
        DiffReport report = new DiffReport(request);
        List<FileDelta> deltas = Comparison.of(repository, view, request);
        if (deltas.size() > MOST_FILES || (view.cut() && request.path().isEmpty())) {
            throw new ProviderException(
                    Code.LIMIT_EXCEEDED,
                    "more files have changed than can be listed (" + MOST_FILES + "); git in the session can tell");
        }
        for (FileDelta delta : deltas) {
            report.add(delta);
        }
        long additions = report.files.stream().mapToLong(FileDiff::additions).sum();
        long deletions = report.files.stream().mapToLong(FileDiff::deletions).sum();
        return new GitDiff(report.files, additions, deletions, report.truncated || view.cut());
    }

    private void add(FileDelta delta) throws IOException {
        Optional<FileDelta.Texts> texts = delta.texts();
        if (texts.isEmpty()) {
            files.add(file(delta, true, 0, 0, List.of()));
            return;
        }
        Edits edits = texts.get().edits();
        files.add(file(delta, false, edits.additions(), edits.deletions(), hunks(texts.get(), edits)));
    }

    private List<Hunk> hunks(FileDelta.Texts texts, Edits edits) {
        if (edits.edits().isEmpty()) {
            return List.of();
        }
        if (filesWithHunks >= request.maxFiles() || text > MOST_TEXT) {
            truncated = true;
            return List.of();
        }
        filesWithHunks++;
        List<Hunk> hunks = new ArrayList<>();
        for (HunkText hunk : HunkText.of(texts, edits)) {
            if (lines + hunk.size() > request.maxLines()) {
                truncated = true;
                break;
            }
            Hunk value = hunk.value();
            text += value.lines().stream()
                    .mapToInt(line -> line.text().length())
                    .sum();
            if (text > MOST_TEXT) {
                truncated = true;
                break;
            }
            lines += hunk.size();
            hunks.add(value);
        }
        return hunks;
    }

    private static FileDiff file(FileDelta delta, boolean binary, int additions, int deletions, List<Hunk> hunks) {
        return new FileDiff(
                delta.old().map(Side::path).map(RawPath::text),
                delta.now().map(Side::path).map(RawPath::text),
                delta.change(),
                binary,
                additions,
                deletions,
                hunks);
    }
}
