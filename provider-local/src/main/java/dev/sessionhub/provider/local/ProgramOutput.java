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

/**
 * What a program writes.
 *
 * <p>A thread that waits in a pipe's read cannot be called back, and the pipe does not end with the program if a daemon
 * inherited it, or if it was sent to a daemon that is frozen and so is no process's at all. Closing therefore opens the
 * other end of our own descriptor and writes a byte into it, which wakes the reader to find the stream closed.
 */
final class ProgramOutput extends InputStream {

    private final InputStream pipe;
    private final Optional<Path> identity;
    private volatile boolean closed;
    private volatile boolean reading;

    /**
     * Wraps a pipe.
     *
     * @param pipe the reading end
     * @param pid the program, whose descriptor tells which pipe it is
     * @param descriptor 1 or 2
     */
    ProgramOutput(InputStream pipe, long pid, int descriptor) {
        this.pipe = pipe;
        this.identity = identity(Path.of("/proc", Long.toString(pid), "fd", Integer.toString(descriptor)));
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
        if (reading) {
            identity.ifPresent(ProgramOutput::wake);
        }
        pipe.close();
    }

    private static void wake(Path pipe) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                if (is(pipe, descriptor) && wrote(pipe, descriptor)) {
                    return;
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            // Descriptors come and go: ours has gone, and with it what could wait.
        }
    }

    /** Looks again once it is open: the number may have become another file's meanwhile, which must not be touched. */
    private static boolean wrote(Path pipe, Path descriptor) throws IOException {
        try (OutputStream other = new FileOutputStream(descriptor.toFile(), true)) {
            if (is(pipe, descriptor)) {
                other.write('\n');
                return true;
            }
            return false;
        }
    }

    private static boolean is(Path pipe, Path descriptor) {
        return identity(descriptor).filter(pipe::equals).isPresent();
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
