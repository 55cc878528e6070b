package dev.sessionhub.core.terminal.picture;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Turns a stream of bytes that is cut anywhere into text that never splits a character. What is not UTF-8 becomes U+FFFD.
 * For one thread.
 */
public final class Utf8Chunks {

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] rest = new byte[0];

    /**
     * The text of these bytes and of what was left of the ones before.
     *
     * @param data holds the bytes
     * @param offset where they begin
     * @param length how many
     * @return all complete characters; may be empty
     */
    public String next(byte[] data, int offset, int length) {
        ByteBuffer in = joined(data, offset, length);
        CharBuffer out = CharBuffer.allocate(in.remaining());
        decoder.decode(in, out, false);
        rest = new byte[in.remaining()];
        in.get(rest);
        return out.flip().toString();
    }

    /** Forgets an incomplete character: what follows has nothing to do with it. */
    public void reset() {
        rest = new byte[0];
        decoder.reset();
    }

    private ByteBuffer joined(byte[] data, int offset, int length) {
        if (rest.length == 0) {
            return ByteBuffer.wrap(data, offset, length);
        }
        return ByteBuffer.allocate(rest.length + length)
                .put(rest)
                .put(data, offset, length)
                .flip();
    }
}
