package dev.sessionhub.core.workspace.inside;

import dev.sessionhub.spi.git.DiffRequest;
import dev.sessionhub.spi.git.GitDiff.Hunk;
import dev.sessionhub.spi.git.GitDiff.Line;
import dev.sessionhub.spi.git.GitDiff.Line.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the hunks of a patch, file by file. How long a hunk is says its first line, so that no content can look like the
 * beginning of another file.
 */
final class HunkReader {

    private static final Pattern HEADER = Pattern.compile(
            "@@ -([0-9]{1,9})(?:,([0-9]{1,9}))? \\+([0-9]{1,9})(?:,([0-9]{1,9}))? @@.*", Pattern.DOTALL);
    private static final String FILE = "diff --git ";
    private static final int LONGEST = 4_000;

    /** Of all lines together: a client may need six times as much to write them down. */
    private static final int MOST_TEXT = 4 << 20;

    private final Records records;
    private final DiffRequest request;
    private Optional<String> line;
    private int files;
    private int lines;
    private int text;
    private boolean truncated;

    HunkReader(Records records, DiffRequest request) {
        this.records = records;
        this.request = request;
        this.line = records.next('\n');
    }

    boolean isTruncated() {
        return truncated;
    }

    /** The hunks of the next file, which may be told in several parts. */
    List<Hunk> next(int parts) {
        List<Hunk> hunks = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            while (line.isPresent() && !line.get().startsWith(FILE)) {
                advance();
            }
            advance();
            part(hunks);
        }
        return bounded(hunks);
    }

    private List<Hunk> bounded(List<Hunk> hunks) {
        if (hunks.isEmpty()) {
            return hunks;
        }
        files++;
        if (files > request.maxFiles()) {
            truncated = true;
            return List.of();
        }
        List<Hunk> kept = new ArrayList<>();
        for (Hunk hunk : hunks) {
            if (text > MOST_TEXT || lines + hunk.lines().size() > request.maxLines()) {
                truncated = true;
                break;
            }
            lines += hunk.lines().size();
            kept.add(hunk);
        }
        return kept;
    }

    private void part(List<Hunk> hunks) {
        while (line.isPresent() && !line.get().startsWith(FILE)) {
            Matcher header = HEADER.matcher(line.get());
            advance();
            if (header.matches()) {
                hunks.add(hunk(
                        number(header.group(1), 0),
                        number(header.group(2), 1),
                        number(header.group(3), 0),
                        number(header.group(4), 1)));
            }
        }
    }

    private Hunk hunk(int oldStart, int oldLines, int newStart, int newLines) {
        List<Line> found = new ArrayList<>();
        int old = oldStart;
        int now = newStart;
        while (line.isPresent() && (old < oldStart + oldLines || now < newStart + newLines)) {
            String read = line.get();
            Kind kind = kind(read);
            boolean hasOld = kind != Kind.ADD;
            boolean hasNew = kind != Kind.DELETE;
            advance();
            boolean noNewline = line.filter(next -> next.startsWith("\\")).isPresent();
            if (noNewline) {
                advance();
            }
            if (text <= MOST_TEXT && found.size() <= request.maxLines()) {
                String kept = shortened(read.isEmpty() ? read : read.substring(1));
                text += kept.length();
                found.add(new Line(
                        kind,
                        hasOld ? OptionalInt.of(old) : OptionalInt.empty(),
                        hasNew ? OptionalInt.of(now) : OptionalInt.empty(),
                        kept,
                        noNewline));
            }
            old += hasOld ? 1 : 0;
            now += hasNew ? 1 : 0;
        }
        return new Hunk(oldStart, oldLines, newStart, newLines, found);
    }

    private static Kind kind(String text) {
        return switch (text.isEmpty() ? ' ' : text.charAt(0)) {
            case ' ' -> Kind.CONTEXT;
            case '+' -> Kind.ADD;
            case '-' -> Kind.DELETE;
            default -> throw DiffText.garbled();
        };
    }

    private static String shortened(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        boolean splits = Character.isHighSurrogate(text.charAt(LONGEST - 1));
        return text.substring(0, splits ? LONGEST - 1 : LONGEST);
    }

    private static int number(String digits, int otherwise) {
        return Optional.ofNullable(digits).map(Integer::parseInt).orElse(otherwise);
    }

    private void advance() {
        line = records.next('\n');
    }
}
