package dev.sessionhub.git.jgit.foreign;

import dev.sessionhub.git.jgit.index.RawPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files below a directory that a session writes in, by their raw paths. The directory that was asked for last stays
 * open: most files are read beside each other.
 */
public final class ForeignFiles implements AutoCloseable {

    private final Path root;
    private String place = "";
    private @Nullable ForeignDirectory open;

    /** Opens nothing yet. */
    public ForeignFiles(Path root) {
        this.root = root;
    }

    /** An ordinary file; empty if there is none. */
    public Optional<InputStream> find(String path) throws IOException {
        String wanted = directoryOf(path);
        if (open == null || !wanted.equals(place)) {
            close();
            open = walk(wanted).orElse(null);
            place = wanted;
        }
        return open == null ? Optional.empty() : open.open(nameOf(path));
    }

    /** An ordinary file that was there a moment ago. */
    public InputStream open(String path) throws IOException {
        return find(path).orElseThrow(() -> gone(path));
    }

    /**
     * The target of a link. Java reads a link by its whole path only, so that the way there is looked at before and
     * after.
     */
    public byte[] link(String path) throws IOException {
        ForeignDirectory.Link before = seen(path);
        byte[] target = RawPath.bytes(RawPath.ofPath(Files.readSymbolicLink(RawPath.below(root, path))));
        if (!seen(path).equals(before) || target.length != before.length()) {
            throw gone(path);
        }
        return target;
    }

    private ForeignDirectory.Link seen(String path) throws IOException {
        Optional<ForeignDirectory> directory = walk(directoryOf(path));
        if (directory.isPresent()) {
            try (ForeignDirectory found = directory.get()) {
                return found.link(nameOf(path)).orElseThrow(() -> gone(path));
            }
        }
        throw gone(path);
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    /** One directory after the other; empty if one of them is none. */
    private Optional<ForeignDirectory> walk(String directory) throws IOException {
        Optional<ForeignDirectory> at = Optional.of(ForeignDirectory.ofFiles(root));
        for (int start = 0; start < directory.length(); start = directory.indexOf('/', start) + 1) {
            Path name = RawPath.toPath(directory.substring(start, directory.indexOf('/', start)));
            try (ForeignDirectory above = at.get()) {
                at = above.directory(name);
            }
            if (at.isEmpty()) {
                break;
            }
        }
        return at;
    }

    /** Empty, or with a slash at its end. */
    private static String directoryOf(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    private static Path nameOf(String path) {
        return RawPath.toPath(path.substring(path.lastIndexOf('/') + 1));
    }

    private static NoSuchFileException gone(String path) {
        return new NoSuchFileException(RawPath.text(path));
    }
}
