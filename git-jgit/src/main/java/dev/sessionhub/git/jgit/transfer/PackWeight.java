package dev.sessionhub.git.jgit.transfer;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.zip.DataFormatException;
import org.eclipse.jgit.lib.Constants;

/**
 * How much memory the deltas of a pack need while they are resolved: an object is held as long as others are made of it. A
 * few kilobytes can ask for gigabytes.
 */
final class PackWeight {

    /** The hub has half a gibibyte for everything. */
    private static final long MOST = 160L << 20;

    private static final int HEADER = 12;
    private static final int HASH = 20;
    private static final int NOWHERE = -1;

    private final PackBytes in;
    private final long[] offsets;
    private final long[] weights;
    private final int[] bases;
    private final int[] children;
    private final BitSet streamed = new BitSet();
    private long named;

    private PackWeight(PackBytes in, int count) {
        this.in = in;
        this.offsets = new long[count];
        this.weights = new long[count];
        this.bases = new int[count];
        this.children = new int[count];
    }

    /** Refuses a pack that is too heavy. What is broken in other ways is noticed by whoever reads it then. */
    static void check(Path file, int count) throws IOException {
        try (PackBytes in = new PackBytes(Files.newInputStream(file))) {
            in.skip(HEADER);
            new PackWeight(in, count).check();
        } catch (EOFException | DataFormatException e) {
            throw BundleHeader.broken("its pack ends early or is damaged");
        }
    }

    private void check() throws IOException, DataFormatException {
        for (int i = 0; i < offsets.length; i++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new ProviderException(Code.CANCELLED, "interrupted while looking at a pack");
            }
            object(i);
        }
        long[] held = new long[offsets.length];
        for (int i = 0; i < offsets.length; i++) {
            int base = bases[i];
            long above = base == NOWHERE ? named : held[base];
            long parent = base == NOWHERE || children[base] > 1 ? 0 : weights[base];
            long own = streamed.get(i) && children[i] == 0 ? 0 : weights[i];
            if (above + parent + own > MOST) {
                throw new ProviderException(
                        Code.LIMIT_EXCEEDED,
                        "a pack needs more than %d MiB of memory; in the session, git -c core.bigFileThreshold=8m repack -adF makes a lighter one"
                                .formatted(MOST >> 20));
            }
            held[i] = above + (children[i] > 1 ? weights[i] : 0);
        }
    }

    private void object(int i) throws IOException, DataFormatException {
        offsets[i] = in.position();
        int first = in.next();
        int type = (first >> 4) & 7;
        long size = first & 15;
        for (int shift = 4, more = first; (more & 0x80) != 0; shift += 7) {
            more = in.next();
            size |= (long) (more & 0x7f) << Math.min(shift, 56);
        }
        bases[i] = NOWHERE;
        if (type == Constants.OBJ_OFS_DELTA) {
            bases[i] = base(i);
            children[bases[i]]++;
        } else if (type == Constants.OBJ_REF_DELTA) {
            in.skip(HASH);
        }
        weigh(i, type, Math.max(0, size));
    }

    private int base(int i) throws IOException {
        int digit = in.next();
        long distance = digit & 0x7f;
        while ((digit & 0x80) != 0) {
            digit = in.next();
            distance = ((distance + 1) << 7) | (digit & 0x7f);
        }
        int found = Arrays.binarySearch(offsets, 0, i, offsets[i] - distance);
        if (found < 0) {
            throw BundleHeader.broken("a delta of its pack has no base");
        }
        return found;
    }

    private void weigh(int i, int type, long size) throws IOException, DataFormatException {
        byte[] beginning = in.inflate(size);
        if (type == Constants.OBJ_OFS_DELTA || type == Constants.OBJ_REF_DELTA) {
            DeltaSizes sizes = DeltaSizes.of(beginning);
            weights[i] = size + sizes.after();
            if (type == Constants.OBJ_REF_DELTA) {
                // Its base is anywhere, perhaps another of these: all of them may be held at once.
                named += weights[i] + sizes.before();
            }
        } else {
            weights[i] = size;
            streamed.set(i, type == Constants.OBJ_BLOB);
        }
        if (weights[i] < 0 || named < 0) {
            throw BundleHeader.broken("an object of its pack has no size");
        }
    }

    /** What a delta says first. */
    private record DeltaSizes(long before, long after) {

        static DeltaSizes of(byte[] delta) {
            long[] sizes = new long[2];
            int at = 0;
            for (int k = 0; k < 2; k++) {
                int digit = 0x80;
                for (int shift = 0; (digit & 0x80) != 0 && at < delta.length; shift += 7) {
                    digit = delta[at++];
                    sizes[k] |= (long) (digit & 0x7f) << Math.min(shift, 49);
                }
            }
            return new DeltaSizes(sizes[0], sizes[1]);
        }
    }
}
