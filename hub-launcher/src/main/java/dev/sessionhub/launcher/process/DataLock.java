package dev.sessionhub.launcher.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One program at a time works on a data directory; the kernel frees the lock when its holder dies. */
public final class DataLock implements AutoCloseable {

    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Empty if somebody else holds it. */
    public static Optional<DataLock> attempt(Path data) {
        Path file = Folders.secret(data).resolve("lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) != null) {
                return Optional.of(new DataLock(channel));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new Failure("cannot use the data directory " + data + ": " + Folders.reason(e), e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            System.getLogger(DataLock.class.getName()).log(System.Logger.Level.DEBUG, "closing the lock", e);
        }
    }
}
