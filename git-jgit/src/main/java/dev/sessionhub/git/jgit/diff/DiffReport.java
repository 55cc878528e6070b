package dev.sessionhub.git.jgit.diff;

import dev.sessionhub.git.jgit.index.RawPath;
import dev.sessionhub.git.jgit.repository.OpenRepository;
import dev.sessionhub.git.jgit.scan.WorktreeView;
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

    private final DiffRequest request;
    private final List<FileDiff> files = new ArrayList<>();
    private int filesWithHunks;
    private int lines;
    private boolean truncated;

    private DiffReport(DiffRequest request) {
        this.request = request;
    }

    public static GitDiff of(OpenRepository repository, WorktreeView view, DiffRequest request) throws IOException {
        DiffReport report = new DiffReport(request);
        for (FileDelta delta : Comparison.of(repository, view, request)) {
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
        if (filesWithHunks >= request.maxFiles()) {
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
            lines += hunk.size();
            hunks.add(hunk.value());
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
