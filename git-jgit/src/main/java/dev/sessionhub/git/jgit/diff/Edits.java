package dev.sessionhub.git.jgit.diff;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Runs of lines that differ.
 *
 * @param edits in order; never touching each other
 * @param additions lines only the new text has
 * @param deletions lines only the old text has
 */
record Edits(List<Edit> edits, int additions, int deletions) {

    Edits {
        edits = List.copyOf(edits);
    }

    /**
     * One run: lines {@code oldFrom} to before {@code oldTo} became {@code nowFrom} to before {@code nowTo}.
     *
     * @param oldFrom first line of the old text
     * @param oldTo after its last
     * @param nowFrom first line of the new text
     * @param nowTo after its last
     */
    record Edit(int oldFrom, int oldTo, int nowFrom, int nowTo) {}

    static Edits of(int[] old, BitSet deleted, int[] now, BitSet added) {
        List<Edit> edits = new ArrayList<>();
        int a = 0;
        int b = 0;
        while (a < old.length || b < now.length) {
            if (!deleted.get(a) && !added.get(b)) {
                a++;
                b++;
                continue;
            }
            int aStart = a;
            int bStart = b;
            a = deleted.nextClearBit(a);
            b = added.nextClearBit(b);
            Edit edit = slidDown(new Edit(aStart, a, bStart, b), old, deleted, now, added);
            a = edit.oldTo;
            b = edit.nowTo;
            edits.add(edit);
        }
        return new Edits(edits, added.cardinality(), deleted.cardinality());
    }

    /** Git shows a run as late as it can be, so that a new paragraph starts with its own first line. */
    private static Edit slidDown(Edit edit, int[] old, BitSet deleted, int[] now, BitSet added) {
        int a = edit.oldFrom;
        int aEnd = edit.oldTo;
        int b = edit.nowFrom;
        int bEnd = edit.nowTo;
        boolean onlyAdded = a == aEnd;
        boolean onlyDeleted = b == bEnd;
        while (aEnd < old.length
                && bEnd < now.length
                && ((onlyAdded && now[b] == now[bEnd]) || (onlyDeleted && old[a] == old[aEnd]))
                && !deleted.get(aEnd)
                && !added.get(bEnd)) {
            a++;
            aEnd++;
            b++;
            bEnd++;
        }
        deleted.set(edit.oldFrom, edit.oldTo, false);
        deleted.set(a, aEnd);
        added.set(edit.nowFrom, edit.nowTo, false);
        added.set(b, bEnd);
        boolean touches = deleted.get(aEnd) || added.get(bEnd);
        return touches
                ? new Edit(a, deleted.nextClearBit(aEnd), b, added.nextClearBit(bEnd))
                : new Edit(a, aEnd, b, bEnd);
    }

    /** Runs that are closer than twice the context, together. */
    List<List<Edit>> hunks(int context) {
        List<List<Edit>> hunks = new ArrayList<>();
        List<Edit> current = new ArrayList<>();
        for (Edit edit : edits) {
            if (!current.isEmpty() && edit.oldFrom - current.getLast().oldTo > 2 * context) {
                hunks.add(current);
                current = new ArrayList<>();
            }
            current.add(edit);
        }
        if (!current.isEmpty()) {
            hunks.add(current);
        }
        return hunks;
    }
}
