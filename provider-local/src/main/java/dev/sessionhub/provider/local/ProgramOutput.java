package dev.sessionhub.provider.local;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a program writes.
 *
 * <p>A thread that waits in a pipe's read cannot be called back, and the pipe does not end with the program if a daemon
 * inherited it. Closing therefore looks for a process that still holds the other end and writes a byte into it, which
 * wakes the reader to find the stream closed.
 */
final class ProgramOutput extends InputStream {

    private final InputStream pipe;
    private final Optional<Path> identity;
    private final Supplier<Stream<Long>> holders;
    private volatile boolean closed;
    private volatile boolean reading;

    /**
     * Wraps a pipe.
     *
     * @param pipe the reading end
     * @param pid the program, whose descriptor tells which pipe it is
     * @param descriptor 1 or 2
     * @param holders the processes that may hold the other end when the program has ended
     */
    ProgramOutput(InputStream pipe, long pid, int descriptor, Supplier<Stream<Long>> holders) {
        this.pipe = pipe;
        this.identity = identity(Path.of("/proc", Long.toString(pid), "fd", Integer.toString(descriptor)));
        this.holders = holders;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        reading = true;
        try {
            requireOpen();
            int count = pipe.read(buffer, offset, length);
            requireOpen();
            return count;
        } finally {
            reading = false;
        }
    }

    @Override
    public int available() throws IOException {
        requireOpen();
        return pipe.available();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        if (reading && identity.isPresent()) {
            var _ = holders.get().anyMatch(pid -> wake(identity.get(), pid));
        }
        pipe.close();
    }

    private static boolean wake(Path identity, long pid) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path descriptor : descriptors) {
                if (identity(descriptor).equals(Optional.of(identity))) {
                    try (OutputStream other = new FileOutputStream(descriptor.toFile())) {
                        other.write('\n');
                        return true;
                    }
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            return false;
        }
        return false;
    }

    /** The name the kernel gives to what a descriptor is open on, as {@code pipe:[123]}; empty if that cannot be read. */
    private static Optional<Path> identity(Path descriptor) {
        try {
            return Optional.of(Files.readSymbolicLink(descriptor));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the program's output is closed");
        }
    }
}
