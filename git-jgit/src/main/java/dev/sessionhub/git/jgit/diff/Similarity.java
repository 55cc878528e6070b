package dev.sessionhub.git.jgit.diff;

import java.util.Arrays;

/** Git's measure of how much of one content is in another: bytes in lines, or in runs of 64, that both have. */
final class Similarity {

    static final int MOST = 60_000;
    static final int LEAST = 30_000;

    private static final int BUCKETS = 107_927;
    private static final int LONGEST_RUN = 64;

    private final long[] runs;
    private final long size;

    private Similarity(long[] runs, long size) {
        this.runs = runs;
        this.size = size;
    }

    /** Counts a content's bytes by the hash of the line they are in. */
    static Similarity of(byte[] content, boolean text) {
        long[] found = new long[content.length / 8 + 16];
        int count = 0;
        int first = 0;
        int second = 0;
        int length = 0;
        for (int i = 0; i < content.length; i++) {
            int c = content[i] & 0xff;
            if (text && c == '\r' && i + 1 < content.length && content[i + 1] == '\n') {
                continue;
            }
            int old = first;
            first = (first << 7) ^ (second >>> 25);
            second = (second << 7) ^ (old >>> 25);
            first += c;
            length++;
            if (length == LONGEST_RUN || c == '\n' || i + 1 == content.length) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, count * 2);
                }
                found[count++] = (long) Integer.remainderUnsigned(first + second * 0x61, BUCKETS) << 32 | length;
                first = 0;
                second = 0;
                length = 0;
            }
        }
        return new Similarity(merged(Arrays.copyOf(found, count)), content.length);
    }

    private static long[] merged(long[] found) {
        Arrays.sort(found);
        int last = -1;
        for (long run : found) {
            if (last >= 0 && found[last] >>> 32 == run >>> 32) {
                found[last] += run & 0xffffffffL;
            } else {
                found[++last] = run;
            }
        }
        return Arrays.copyOf(found, last + 1);
    }

    long size() {
        return size;
    }

    /** Whether the sizes alone rule out that the score reaches the least. */
    static boolean tooDifferent(long one, long other) {
        long larger = Math.max(one, other);
        return larger * (MOST - LEAST) < (larger - Math.min(one, other)) * MOST;
    }

    /** From 0 to {@link #MOST}. */
    int score(Similarity other) {
        long larger = Math.max(size, other.size);
        if (larger == 0) {
            return 0;
        }
        long copied = 0;
        int at = 0;
        for (long run : runs) {
            long hash = run >>> 32;
            while (at < other.runs.length && other.runs[at] >>> 32 < hash) {
                at++;
            }
            if (at < other.runs.length && other.runs[at] >>> 32 == hash) {
                copied += Math.min(run & 0xffffffffL, other.runs[at] & 0xffffffffL);
            }
        }
        return (int) (copied * MOST / larger);
    }
}
