package dev.sessionhub.git.jgit.foreign;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A directory that a session writes in. What is no ordinary file or directory counts as absent. */
public final class ForeignDirectory implements AutoCloseable {

    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final SecureDirectoryStream<Path> stream;

    private ForeignDirectory(SecureDirectoryStream<Path> stream) {
        this.stream = stream;
    }

    /** Opens one whose own place belongs to the hub. */
    public static ForeignDirectory of(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new ProviderException(
                    Code.INVALID_REQUEST, "the private Git directory " + directory + " does not exist");
        }
        return new ForeignDirectory(secure(directory));
    }

    /** Opens the one that holds the files of a session. */
    public static ForeignDirectory ofFiles(Path worktree) throws IOException {
        if (!Files.isDirectory(worktree, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(worktree.toString());
        }
        return new ForeignDirectory(secure(worktree));
    }

    /** What it holds, each once; can be asked once only. */
    public Iterable<Path> paths() {
        return stream;
    }

    /** A directory in it. */
    public Optional<ForeignDirectory> directory(String name) throws IOException {
        return directory(Path.of(name));
    }

    /** A directory in it. */
    public Optional<ForeignDirectory> directory(Path name) throws IOException {
        try {
            if (!attributes(name).isDirectory()) {
                // To open a pipe would wait for somebody to write.
                return Optional.empty();
            }
            return Optional.of(
                    new ForeignDirectory(secure(stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS))));
        } catch (NoSuchFileException | NotDirectoryException _) {
            return Optional.empty();
        } catch (FileSystemException e) {
            return absentIfLink(e);
        }
    }

    /** A file in it. */
    public Optional<InputStream> open(String name) throws IOException {
        return open(Path.of(name));
    }

    /** A file in it. */
    public Optional<InputStream> open(Path name) throws IOException {
        try {
            if (!attributes(name).isRegularFile()) {
                return Optional.empty();
            }
            return Optional.of(Channels.newInputStream(stream.newByteChannel(name, READ)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (FileSystemException e) {
            return absentIfLink(e);
        }
    }

    /**
     * A link as it was seen.
     *
     * @param key what tells it from every other file
     * @param length of its target in bytes
     */
    record Link(Object key, long length) {}

    /** A link in it. */
    Optional<Link> link(Path name) throws IOException {
        try {
            BasicFileAttributes found = attributes(name);
            return found.isSymbolicLink()
                    ? Optional.of(new Link(Objects.requireNonNull(found.fileKey()), found.size()))
                    : Optional.empty();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** A file's content, refused if it is longer. */
    public Optional<byte[]> read(String name, int most) throws IOException {
        try (InputStream in = open(name).orElse(InputStream.nullInputStream())) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new ProviderException(
                        Code.LIMIT_EXCEEDED, "\"" + name + "\" in the private Git directory is too large");
            }
            return bytes.length == 0 ? Optional.empty() : Optional.of(bytes);
        }
    }

    public long size(String name) throws IOException {
        return attributes(Path.of(name)).size();
    }

    /** The names in it. */
    public List<String> names(int most) throws IOException {
        List<String> names = new ArrayList<>();
        try {
            for (Path path : stream) {
                if (names.size() >= most) {
                    throw new ProviderException(
                            Code.LIMIT_EXCEEDED, "a directory of the private Git directory has too many files");
                }
                names.add(String.valueOf(path.getFileName()));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    /** Puts a file of the hub's in the place of one of this directory, whatever that is. */
    public void replace(Path own, String name) throws IOException {
        try (SecureDirectoryStream<Path> from = secure(own.resolveSibling(""))) {
            from.move(own.getFileName(), stream, Path.of(name));
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private BasicFileAttributes attributes(Path name) throws IOException {
        return stream.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    private static <T> Optional<T> absentIfLink(FileSystemException e) throws FileSystemException {
        boolean link = String.valueOf(e.getReason()).contains("symbolic link");
        if (link || e instanceof FileSystemLoopException) {
            return Optional.empty();
        }
        throw e;
    }

    @SuppressWarnings("StreamResourceLeak") // closed by whoever asked
    private static SecureDirectoryStream<Path> secure(Path directory) throws IOException {
        return secure(Files.newDirectoryStream(directory));
    }

    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream) {
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        throw new ProviderException(Code.UNSUPPORTED, "this system cannot open files relative to their directory");
    }
}
