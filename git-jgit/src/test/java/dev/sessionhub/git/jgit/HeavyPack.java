package dev.sessionhub.git.jgit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.DeflaterOutputStream;

/** A pack of some kilobytes, of which each object of a mebibyte has two others made of it, down to any depth. */
final class HeavyPack {

    private static final int SIZE = 1 << 20;
    private static final int BLOB = 3;
    private static final int OFFSET_DELTA = 6;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private HeavyPack() {}

    static byte[] of(int levels) throws IOException, NoSuchAlgorithmException {
        HeavyPack pack = new HeavyPack();
        pack.out.write("PACK".getBytes(StandardCharsets.US_ASCII));
        pack.out.write(ByteBuffer.allocate(8).putInt(2).putInt(1 + 2 * levels).array());
        int base = pack.out.size();
        pack.header(BLOB, SIZE);
        pack.deflated(new byte[SIZE]);
        for (int level = 0; level < levels; level++) {
            pack.delta(base, 2 * level);
            base = pack.delta(base, 2 * level + 1);
        }
        byte[] bytes = pack.out.toByteArray();
        pack.out.write(MessageDigest.getInstance("SHA-1").digest(bytes));
        return pack.out.toByteArray();
    }

    /** Everything of its base but the last four bytes. */
    private int delta(int base, int number) throws IOException {
        int start = out.size();
        ByteBuffer delta = ByteBuffer.allocate(15);
        delta.put(new byte[] {(byte) 0x80, (byte) 0x80, 0x40, (byte) 0x80, (byte) 0x80, 0x40});
        delta.put(new byte[] {(byte) 0xf0, (byte) 0xfc, (byte) 0xff, 0x0f, 4}).putInt(number);
        header(OFFSET_DELTA, delta.capacity());
        distance(start - base);
        deflated(delta.array());
        return start;
    }

    private void header(int type, int size) {
        int rest = size >> 4;
        int next = (type << 4) | (size & 15);
        while (rest != 0) {
            out.write(next | 0x80);
            next = rest & 0x7f;
            rest >>= 7;
        }
        out.write(next);
    }

    private void distance(int distance) {
        if (distance > 0x7f) {
            higher((distance >> 7) - 1);
        }
        out.write(distance & 0x7f);
    }

    private void higher(int digits) {
        if (digits > 0x7f) {
            higher((digits >> 7) - 1);
        }
        out.write((digits & 0x7f) | 0x80);
    }

    private void deflated(byte[] content) throws IOException {
        DeflaterOutputStream deflater = new DeflaterOutputStream(out);
        try (OutputStream last = deflater) {
            last.write(content);
        }
    }
}
