package dev.sessionhub.core.terminal.picture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that are appended to, up to a limit; what goes beyond is dropped. For one thread. */
public final class GrowingBytes {

    private static final int KEPT_WHEN_EMPTY = 16 * 1024;

    private final int limit;
    private byte[] bytes = new byte[256];
    private int length;

    public GrowingBytes(int limit) {
        this.limit = limit;
    }

    public GrowingBytes append(byte[] data, int from, int to) {
        int count = Math.min(to - from, limit - length);
        if (count > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, Math.min(limit, 2 * bytes.length)));
        }
        System.arraycopy(data, from, bytes, length, count);
        length += count;
        return this;
    }

    public GrowingBytes append(byte[] data) {
        return append(data, 0, data.length);
    }

    public GrowingBytes append(String ascii) {
        return append(ascii.getBytes(StandardCharsets.ISO_8859_1));
    }

    public int length() {
        return length;
    }

    public byte[] array() {
        return bytes;
    }

    public byte[] take() {
        byte[] taken = Arrays.copyOf(bytes, length);
        clear();
        return taken;
    }

    public void clear() {
        length = 0;
        if (bytes.length > KEPT_WHEN_EMPTY) {
            bytes = new byte[256];
        }
    }
}
