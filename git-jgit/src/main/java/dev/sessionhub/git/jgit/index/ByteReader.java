package dev.sessionhub.git.jgit.index;

import org.eclipse.jgit.lib.ObjectId;

/** Reads numbers and names from an array; running over its end is an {@link IndexOutOfBoundsException}. */
final class ByteReader {

    private final byte[] bytes;
    private int at;

    ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    int position() {
        return at;
    }

    void moveTo(int position) {
        if (position < at || position > bytes.length) {
            throw new IndexOutOfBoundsException(position);
        }
        at = position;
    }

    int unsignedByte() {
        return bytes[at++] & 0xff;
    }

    int unsignedShort() {
        return unsignedByte() << 8 | unsignedByte();
    }

    int integer() {
        return unsignedShort() << 16 | unsignedShort();
    }

    long unsignedInteger() {
        return integer() & 0xffffffffL;
    }

    ObjectId objectId() {
        ObjectId id = ObjectId.fromRaw(bytes, at);
        at += 20;
        return id;
    }

    String text(int length) {
        if (length < 0 || length > bytes.length - at) {
            throw new IndexOutOfBoundsException(length);
        }
        String text = RawPath.of(bytes, at, at + length);
        at += length;
        return text;
    }

    String textUntil(char stop) {
        int end = at;
        while (bytes[end] != stop) {
            end++;
        }
        String text = RawPath.of(bytes, at, end);
        at = end + 1;
        return text;
    }

    /** The numbers of pack offsets, which version 4 of the index uses for the length of a common prefix. */
    int offset() {
        int next = unsignedByte();
        long value = next & 0x7f;
        while ((next & 0x80) != 0) {
            next = unsignedByte();
            value = (value + 1) << 7 | (next & 0x7f);
            if (value > Integer.MAX_VALUE) {
                throw new IndexOutOfBoundsException("number too large");
            }
        }
        return (int) value;
    }
}
