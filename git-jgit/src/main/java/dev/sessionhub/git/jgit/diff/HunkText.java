package dev.sessionhub.git.jgit.diff;

import dev.sessionhub.git.jgit.diff.Edits.Edit;
import dev.sessionhub.git.jgit.index.RawPath;
import dev.sessionhub.spi.git.GitDiff.Hunk;
import dev.sessionhub.spi.git.GitDiff.Line;
import dev.sessionhub.spi.git.GitDiff.Line.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Edits that are close together, with the lines around them.
 *
 * @param texts both texts
 * @param edits those of this hunk
 * @param span from the first to the last line of it, context included
 */
record HunkText(FileDelta.Texts texts, List<Edit> edits, Edit span) {

    private static final int CONTEXT = 3;
    private static final int LONGEST = 4_000;

    static List<HunkText> of(FileDelta.Texts texts, Edits edits) {
        List<HunkText> hunks = new ArrayList<>();
        for (List<Edit> group : edits.hunks(CONTEXT)) {
            Edit first = group.getFirst();
            Edit last = group.getLast();
            int before = Math.min(CONTEXT, first.oldFrom());
            int after = Math.min(CONTEXT, texts.before().count() - last.oldTo());
            Edit span = new Edit(
                    first.oldFrom() - before, last.oldTo() + after, first.nowFrom() - before, last.nowTo() + after);
            hunks.add(new HunkText(texts, group, span));
        }
        return hunks;
    }

    int oldLines() {
        return span.oldTo() - span.oldFrom();
    }

    int newLines() {
        return span.nowTo() - span.nowFrom();
    }

    int oldStart() {
        return oldLines() == 0 ? span.oldFrom() : span.oldFrom() + 1;
    }

    int newStart() {
        return newLines() == 0 ? span.nowFrom() : span.nowFrom() + 1;
    }

    /** How many lines {@link #visit} tells of. */
    int size() {
        int added =
                edits.stream().mapToInt(edit -> edit.nowTo() - edit.nowFrom()).sum();
        return oldLines() + added;
    }

    /** Gets the lines of a hunk. */
    interface Visitor {

        /** A line: its number from 0 on each side that has it, otherwise any number. */
        void line(Kind kind, int old, int now);
    }

    void visit(Visitor visitor) {
        int old = span.oldFrom();
        int now = span.nowFrom();
        for (Edit edit : edits) {
            while (old < edit.oldFrom()) {
                visitor.line(Kind.CONTEXT, old++, now++);
            }
            while (old < edit.oldTo()) {
                visitor.line(Kind.DELETE, old++, now);
            }
            while (now < edit.nowTo()) {
                visitor.line(Kind.ADD, old, now++);
            }
        }
        while (old < span.oldTo()) {
            visitor.line(Kind.CONTEXT, old++, now++);
        }
    }

    Hunk value() {
        List<Line> lines = new ArrayList<>();
        visit((kind, old, now) -> lines.add(line(kind, old, now)));
        return new Hunk(oldStart(), oldLines(), newStart(), newLines(), lines);
    }

    private Line line(Kind kind, int old, int now) {
        Lines source = kind == Kind.DELETE ? texts.before() : texts.after();
        int number = kind == Kind.DELETE ? old : now;
        return new Line(
                kind,
                kind == Kind.ADD ? OptionalInt.empty() : OptionalInt.of(old + 1),
                kind == Kind.DELETE ? OptionalInt.empty() : OptionalInt.of(now + 1),
                readable(source.raw(number)),
                !source.endsWithNewline(number));
    }

    private static String readable(String raw) {
        String line = raw.endsWith("\n") ? raw.substring(0, raw.length() - 1) : raw;
        String text = RawPath.text(line.substring(0, Math.min(line.length(), LONGEST * 4)));
        if (text.length() <= LONGEST) {
            return text;
        }
        boolean splits = Character.isHighSurrogate(text.charAt(LONGEST - 1));
        return text.substring(0, splits ? LONGEST - 1 : LONGEST);
    }
}
