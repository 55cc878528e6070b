package dev.sessionhub.core.workspace;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Copies that are being made, apart from those that are made. Beside each lies a lock, which the kernel frees when its hub
 * dies: what has a lock that nobody holds is what a hub left that was killed.
 */
final class Drafts {

    private static final Logger LOG = System.getLogger(Drafts.class.getName());
    private static final String LOCK = ".lock";

    private final Path directory;
    /** To close any channel of a lock gives it up, so those of this hub are not opened twice. */
    private final Set<Path> own = ConcurrentHashMap.newKeySet();

    Drafts(Path directory) {
        this.directory = directory;
    }

    /** One copy that is being made; what it has not become when it is closed goes. */
    final class Draft implements AutoCloseable {

        private final Path path;
        private final Path lock;
        private final FileChannel channel;

        private Draft(Path path, Path lock, FileChannel channel) {
            this.path = path;
            this.lock = lock;
            this.channel = channel;
        }

        /** Where to make it; nothing is there yet. */
        Path path() {
            return path;
        }

        /** It is made. */
        Path become(Path target) throws IOException {
            return Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void close() {
            try (channel) {
                remove(path, lock);
            } catch (IOException failure) {
                LOG.log(Level.WARNING, path + " cannot be removed now; the next start of the hub tries again", failure);
            } finally {
                own.remove(lock);
            }
        }
    }

    /** Begins a copy under a name that was never used before. */
    Draft open(String name) throws IOException {
        Files.createDirectories(directory);
        Path lock = directory.resolve(name + LOCK);
        own.add(lock);
        FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (!locks(channel) || !Files.exists(lock)) {
            channel.close();
            throw new IOException("another hub that is just starting took " + lock + "; try again");
        }
        return new Draft(directory.resolve(name), lock, channel);
    }

    /** Bytes of the files that one has by now. */
    long size(String name) {
        return Tree.size(directory.resolve(name));
    }

    /** Removes what hubs left that were killed. */
    void clear() {
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(directory, "*" + LOCK)) {
            for (Path lock : locks) {
                if (!own.contains(lock)) {
                    clear(lock);
                }
            }
        } catch (NoSuchFileException _) {
            // No copy was ever made.
        } catch (IOException | DirectoryIteratorException failure) {
            LOG.log(Level.WARNING, "unfinished copies stay in " + directory, failure);
        }
    }

    private static void clear(Path lock) throws IOException {
        String name = lock.getFileName().toString();
        Path path = lock.resolveSibling(name.substring(0, name.length() - LOCK.length()));
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (locks(channel)) {
                remove(path, lock);
                LOG.log(Level.INFO, "removed {0}, a copy that was not finished", path);
            }
        }
    }

    private static void remove(Path path, Path lock) throws IOException {
        Tree.delete(path);
        Files.deleteIfExists(lock);
    }

    private static boolean locks(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }
}
