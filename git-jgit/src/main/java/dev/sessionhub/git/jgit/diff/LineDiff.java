package dev.sessionhub.git.jgit.diff;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * The shortest way from one text to another, by Myers' linear-space algorithm. Work is bounded: what is left when the
 * bound is reached counts as replaced.
 */
final class LineDiff {

    private static final long MOST_STEPS = 200_000_000L;
    private static final int NOWHERE = -1;
    private static final int[] NO_POINT = {};

    private final int[] old;
    private final int[] now;
    private final int[] forward;
    private final int[] backward;
    private final BitSet deleted;
    private final BitSet added;
    private final int[] oldAt;
    private final int[] nowAt;
    private long steps;

    private LineDiff(int[] oldLines, int[] nowLines, BitSet deleted, BitSet added) {
        this.deleted = deleted;
        this.added = added;
        this.oldAt = matched(oldLines, nowLines, deleted);
        this.nowAt = matched(nowLines, oldLines, added);
        this.old = Arrays.stream(oldAt).map(i -> oldLines[i]).toArray();
        this.now = Arrays.stream(nowAt).map(i -> nowLines[i]).toArray();
        this.forward = new int[old.length + now.length + 3];
        this.backward = new int[old.length + now.length + 3];
    }

    /** What is different between two texts. */
    static Edits between(Lines before, Lines after) {
        Map<String, Integer> known = new HashMap<>();
        int[] oldLines = before.numbers(known);
        int[] nowLines = after.numbers(known);
        BitSet deleted = new BitSet(oldLines.length);
        BitSet added = new BitSet(nowLines.length);
        LineDiff diff = new LineDiff(oldLines, nowLines, deleted, added);
        diff.compare(0, diff.old.length, 0, diff.now.length);
        return Edits.of(oldLines, deleted, nowLines, added);
    }

    /** The lines that the other side has at all; the others are certainly changed. */
    private static int[] matched(int[] lines, int[] others, BitSet changed) {
        BitSet present = new BitSet();
        for (int line : others) {
            present.set(line);
        }
        int[] kept = new int[lines.length];
        int count = 0;
        for (int i = 0; i < lines.length; i++) {
            if (present.get(lines[i])) {
                kept[count++] = i;
            } else {
                changed.set(i);
            }
        }
        return Arrays.copyOf(kept, count);
    }

    private void compare(int oldFrom, int oldTo, int nowFrom, int nowTo) {
        int a = oldFrom;
        int b = nowFrom;
        int aEnd = oldTo;
        int bEnd = nowTo;
        while (a < aEnd && b < bEnd && old[a] == now[b]) {
            a++;
            b++;
        }
        while (a < aEnd && b < bEnd && old[aEnd - 1] == now[bEnd - 1]) {
            aEnd--;
            bEnd--;
        }
        if (a == aEnd || b == bEnd || steps > MOST_STEPS) {
            replace(a, aEnd, b, bEnd);
            return;
        }
        int[] middle = middle(a, aEnd, b, bEnd);
        boolean stuck = (middle[0] == a && middle[1] == b) || (middle[0] == aEnd && middle[1] == bEnd);
        if (stuck) {
            replace(a, aEnd, b, bEnd);
            return;
        }
        compare(a, middle[0], b, middle[1]);
        compare(middle[0], aEnd, middle[1], bEnd);
    }

    private void replace(int a, int aEnd, int b, int bEnd) {
        for (int i = a; i < aEnd; i++) {
            deleted.set(oldAt[i]);
        }
        for (int i = b; i < bEnd; i++) {
            added.set(nowAt[i]);
        }
    }

    /** A point on a shortest path, found by searching from both ends until the searches meet. */
    private int[] middle(int a, int aEnd, int b, int bEnd) {
        Area area = new Area(a, b, aEnd - a, bEnd - b);
        forward[area.slot(1)] = NOWHERE;
        backward[area.slot(area.delta() - 1)] = NOWHERE;
        for (int d = 0; d <= (area.width + area.height + 1) / 2 && steps <= MOST_STEPS; d++) {
            int[] met = advance(area, d);
            if (met.length == 0) {
                met = retreat(area, d);
            }
            if (met.length > 0) {
                return met;
            }
        }
        return new int[] {a, b};
    }

    /** A rectangle of the edit graph: diagonal k holds the points with x - y = k. */
    private record Area(int left, int top, int width, int height) {

        int delta() {
            return width - height;
        }

        int slot(int diagonal) {
            return diagonal + height + 1;
        }
    }

    private int[] advance(Area area, int d) {
        clear(forward, area, -d, d);
        for (int k = lowest(d, area.height); k <= Math.min(d, area.width); k += 2) {
            int x = d == 0 ? 0 : furthest(area, k);
            while (x >= 0 && x < area.width && x - k < area.height && old[area.left + x] == now[area.top + x - k]) {
                x++;
                steps++;
            }
            forward[area.slot(k)] = x;
            steps++;
            boolean meets = (area.delta() & 1) != 0 && Math.abs(k - area.delta()) < d;
            int other = meets ? backward[area.slot(k)] : NOWHERE;
            if (x >= 0 && other >= 0 && x >= other) {
                return new int[] {area.left + x, area.top + x - k};
            }
        }
        return NO_POINT;
    }

    private int[] retreat(Area area, int d) {
        int delta = area.delta();
        clear(backward, area, delta - d, delta + d);
        for (int c = lowest(d, area.width); c <= Math.min(d, area.height); c += 2) {
            int k = delta + c;
            int x = d == 0 ? area.width : nearest(area, k);
            while (x > 0 && x - k > 0 && old[area.left + x - 1] == now[area.top + x - k - 1]) {
                x--;
                steps++;
            }
            backward[area.slot(k)] = x;
            steps++;
            boolean meets = (delta & 1) == 0 && Math.abs(k) <= d;
            int other = meets ? forward[area.slot(k)] : NOWHERE;
            if (x >= 0 && other >= x) {
                return new int[] {area.left + x, area.top + x - k};
            }
        }
        return NO_POINT;
    }

    /** Forgets what an earlier search left on the diagonals just outside of this round's. */
    private static void clear(int[] reached, Area area, int lowest, int highest) {
        int low = area.slot(lowest - 1);
        int high = area.slot(highest + 1);
        if (low >= 0) {
            reached[low] = NOWHERE;
        }
        if (high <= area.width + area.height + 2) {
            reached[high] = NOWHERE;
        }
    }

    /** The first diagonal of a round that is inside the area and of the round's parity. */
    private static int lowest(int d, int bound) {
        return d <= bound ? -d : -bound + ((d - bound) & 1);
    }

    private int furthest(Area area, int k) {
        int down = forward[area.slot(k + 1)];
        int right = forward[area.slot(k - 1)];
        boolean canDown = down >= 0 && down - k <= area.height;
        boolean canRight = right >= 0 && right < area.width;
        return Math.max(canDown ? down : NOWHERE, canRight ? right + 1 : NOWHERE);
    }

    private int nearest(Area area, int k) {
        int up = backward[area.slot(k - 1)];
        int left = backward[area.slot(k + 1)];
        boolean canUp = up >= 0 && up - k >= 0;
        boolean canLeft = left > 0;
        if (canUp && canLeft) {
            return Math.min(up, left - 1);
        }
        return canUp ? up : canLeft ? left - 1 : NOWHERE;
    }
}
