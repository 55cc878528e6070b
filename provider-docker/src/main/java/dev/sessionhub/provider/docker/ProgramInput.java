package dev.sessionhub.provider.docker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A program's standard input: what is written goes out at once, and closing it ends this direction only. */
final class ProgramInput extends OutputStream {

    private final Wire wire;
    private volatile boolean closed;

    ProgramInput(Wire wire) {
        this.wire = wire;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (closed) {
            throw new IOException("the program's input is closed");
        }
        wire.write(ByteBuffer.wrap(bytes, offset, length));
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            wire.finish();
        } catch (IOException _) {
            // The program has ended: it needs no end of input any more.
        }
    }
}
