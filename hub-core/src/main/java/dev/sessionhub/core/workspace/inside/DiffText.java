package dev.sessionhub.core.workspace.inside;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.DiffRequest;
import dev.sessionhub.spi.git.FileChange;
import dev.sessionhub.spi.git.GitDiff;
import dev.sessionhub.spi.git.GitDiff.FileDiff;
import dev.sessionhub.spi.git.GitDiff.Hunk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads {@code git diff --raw --numstat -z -p}: all names, then all counts, then the hunks of as many as are wanted. */
final class DiffText {

    private static final String NOTHING = "000000";
    private static final String SUBMODULE = "160000";
    private static final int MOST_FILES = 100_000;

    private final DiffRequest request;
    private final Records records;
    private boolean truncated;

    private DiffText(byte[] bytes, boolean cut, DiffRequest request) {
        this.records = new Records(bytes);
        this.truncated = cut;
        this.request = request;
    }

    /** A line of the raw format. */
    private record Raw(String oldMode, String newMode, char letter, String path, String newPath) {

        /** A repository inside the workspace that git was told of just now is none of its files. */
        boolean isForeign() {
            return letter == 'U' || (newMode.equals(SUBMODULE) && oldMode.equals(NOTHING));
        }

        FileDiff with(String[] counts, List<Hunk> hunks) {
            FileChange change = switch (letter) {
                case 'A' -> FileChange.ADDED;
                case 'D' -> FileChange.DELETED;
                case 'R', 'C' -> FileChange.RENAMED;
                default -> FileChange.MODIFIED;
            };
            return new FileDiff(
                    change == FileChange.ADDED ? Optional.empty() : Optional.of(path),
                    change == FileChange.DELETED ? Optional.empty() : Optional.of(newPath),
                    change,
                    counts[0].equals("-"),
                    number(counts[0]),
                    number(counts[1]),
                    hunks);
        }
    }

    static GitDiff parse(byte[] bytes, boolean cut, DiffRequest request) {
        return new DiffText(bytes, cut, request).diff();
    }

    private GitDiff diff() {
        List<Raw> raws = raws();
        List<String[]> counts = counts(raws.size());
        records.next('\0');
        HunkReader hunks = new HunkReader(records, request);
        List<FileDiff> files = new ArrayList<>();
        for (int i = 0; i < raws.size(); i++) {
            Raw raw = raws.get(i);
            List<Hunk> found = raw.letter == 'U' ? List.of() : hunks.next(raw.letter == 'T' ? 2 : 1);
            if (!raw.isForeign()) {
                files.add(raw.with(counts.get(i), found));
            }
        }
        files.sort(Comparator.comparing(DiffText::path));
        return new GitDiff(
                files,
                files.stream().mapToLong(FileDiff::additions).sum(),
                files.stream().mapToLong(FileDiff::deletions).sum(),
                truncated || hunks.isTruncated());
    }

    private static String path(FileDiff file) {
        return file.newPath().or(file::oldPath).orElse("");
    }

    private List<Raw> raws() {
        List<Raw> raws = new ArrayList<>();
        int start = records.position();
        Optional<String> line = records.next('\0');
        while (line.filter(text -> text.startsWith(":")).isPresent()) {
            String[] fields = line.get().substring(1).split(" ", 5);
            Optional<String> path = records.next('\0');
            boolean moved = fields.length == 5 && fields[4].matches("[RC][0-9]+");
            Optional<String> newPath = moved ? records.next('\0') : path;
            if (newPath.isEmpty()) {
                break;
            }
            if (fields.length < 5 || fields[4].isEmpty()) {
                throw garbled();
            }
            if (raws.size() == MOST_FILES) {
                throw tooMany();
            }
            raws.add(new Raw(fields[0], fields[1], fields[4].charAt(0), path.orElse(""), newPath.get()));
            start = records.position();
            line = records.next('\0');
        }
        records.back(start);
        return raws;
    }

    private List<String[]> counts(int number) {
        List<String[]> counts = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            String[] fields = records.next('\0')
                    .orElseThrow(truncated ? DiffText::tooMany : DiffText::garbled)
                    .split("\t", 3);
            if (fields.length < 3) {
                throw garbled();
            }
            if (fields[2].isEmpty()) {
                records.next('\0');
                records.next('\0');
            }
            counts.add(fields);
        }
        return counts;
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }

    /** Part of them would be a wrong answer. */
    private static ProviderException tooMany() {
        return new ProviderException(
                Code.LIMIT_EXCEEDED,
                "more files have changed than can be listed (" + MOST_FILES + "); git in the session can tell");
    }

    static ProviderException garbled() {
        return new ProviderException(
                Code.CONFLICT, "git in the session gave an unreadable answer; look into the session");
    }
}
