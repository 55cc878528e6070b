package dev.sessionhub.provider.docker;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A connection that carries a program's streams: input as it is, output in frames of a head of eight bytes (stream,
 * three zeros, length) and their bytes.
 */
final class Attachment implements Closeable {

    private static final int STDERR = 2;
    private static final int LARGEST_OUTPUT = 64 << 10;

    private final String exec;
    private final Wire wire;
    private final ByteBuffer buffer;
    private int left;
    private int stream;

    /** Takes over a connection; the buffer holds what was read of it too early. */
    Attachment(String exec, Wire wire, ByteBuffer buffer) {
        this.exec = exec;
        this.wire = wire;
        this.buffer = buffer;
    }

    /** Where a piece of output goes. */
    @FunctionalInterface
    interface Sink {
        void take(boolean error, ByteBuffer piece) throws IOException, InterruptedException;
    }

    String exec() {
        return exec;
    }

    Wire wire() {
        return wire;
    }

    /** Hands on output until there is no more. */
    void read(Sink sink) throws IOException, InterruptedException {
        while (fill(left == 0 ? 8 : 1)) {
            if (left == 0) {
                stream = buffer.get();
                buffer.position(buffer.position() + 3);
                left = buffer.getInt();
                if (left < 0 || stream < 0 || stream > STDERR) {
                    throw new IOException("the engine sent no frame");
                }
            } else {
                int length = Math.min(left, buffer.remaining());
                ByteBuffer piece = buffer.slice(buffer.position(), length);
                sink.take(stream == STDERR, piece);
                buffer.position(buffer.position() + length);
                left -= length;
            }
        }
    }

    /** The whole of the standard output. */
    String readOutput() throws IOException {
        wire.finish();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            read((error, piece) -> {
                if (!error && output.size() + piece.remaining() <= LARGEST_OUTPUT) {
                    byte[] bytes = new byte[piece.remaining()];
                    piece.get(bytes);
                    output.writeBytes(bytes);
                }
            });
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    private boolean fill(int least) throws IOException {
        if (buffer.remaining() >= least) {
            return true;
        }
        buffer.compact();
        try {
            while (buffer.position() < least) {
                if (wire.read(buffer) < 0) {
                    if (buffer.position() > 0) {
                        throw new EOFException("the engine closed the connection within a frame");
                    }
                    return false;
                }
            }
            return true;
        } finally {
            buffer.flip();
        }
    }
}
