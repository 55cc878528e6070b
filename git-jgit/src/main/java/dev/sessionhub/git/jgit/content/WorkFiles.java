package dev.sessionhub.git.jgit.content;

import dev.sessionhub.git.jgit.foreign.ForeignFiles;
import dev.sessionhub.git.jgit.index.FileMode;
import dev.sessionhub.git.jgit.index.FileStat;
import dev.sessionhub.git.jgit.index.RawPath;
import dev.sessionhub.git.jgit.rules.AttributeRules;
import dev.sessionhub.git.jgit.rules.FileAttributes;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;

/** Files of a worktree as git would store them. No filter of the configuration runs; Git LFS is known by its format. */
public final class WorkFiles {

    private static final int MOST_CONVERTED = 64 << 20;

    private final ForeignFiles files;
    private final AttributeRules attributes;
    private final LineEndSettings settings;
    private final ObjectReader objects;

    public WorkFiles(ForeignFiles files, AttributeRules attributes, LineEndSettings settings, ObjectReader objects) {
        this.files = files;
        this.attributes = attributes;
        this.settings = settings;
        this.objects = objects;
    }

    public FileAttributes attributes(String path) {
        return attributes.of(path);
    }

    /**
     * The name of the blob that git would make of a file.
     *
     * @param path which file
     * @param stat what it is
     * @param staged the blob the index has for it
     */
    public ObjectId id(String path, FileStat stat, Optional<ObjectId> staged) throws IOException {
        if (stat.isLink()) {
            return hash(files.link(path));
        }
        FileAttributes found = attributes.of(path);
        if (found.has("filter", "lfs") && staged.isPresent() && holdsLargeFile(path, stat, staged.get())) {
            return staged.get();
        }
        if (!converts(found) || stat.size() > MOST_CONVERTED) {
            return hashFile(path, stat.size());
        }
        return hash(clean(path, found, read(path, MOST_CONVERTED), staged));
    }

    /** The blob itself. Files larger than the limit give nothing. */
    public Optional<byte[]> content(String path, FileStat stat, Optional<ObjectId> staged, int limit)
            throws IOException {
        if (stat.isLink()) {
            return Optional.of(files.link(path));
        }
        if (stat.size() > limit) {
            return Optional.empty();
        }
        FileAttributes found = attributes.of(path);
        byte[] bytes = read(path, limit);
        return Optional.of(converts(found) ? clean(path, found, bytes, staged) : bytes);
    }

    /** What a checkout writes for a blob. */
    public byte[] smudge(String path, FileMode mode, byte[] blob) {
        return mode == FileMode.LINK
                ? blob
                : LineEnds.of(attributes.of(path), settings).smudge(blob);
    }

    /** Whether a checkout writes anything but the blob itself. */
    public boolean smudges(String path) {
        return LineEnds.of(attributes.of(path), settings).returns();
    }

    private boolean converts(FileAttributes found) {
        return LineEnds.of(found, settings).convert()
                || found.isSet("ident")
                || encoding(found).isPresent();
    }

    private static Optional<String> encoding(FileAttributes found) {
        return found.value("working-tree-encoding").filter(name -> !name.equalsIgnoreCase("UTF-8"));
    }

    private byte[] clean(String path, FileAttributes found, byte[] bytes, Optional<ObjectId> staged) {
        if (encoding(found).isPresent()) {
            throw new ProviderException(
                    Code.UNSUPPORTED,
                    "the attribute working-tree-encoding of \"" + RawPath.text(path) + "\" is not supported");
        }
        byte[] cleaned = LineEnds.of(found, settings).clean(bytes, () -> staged.isPresent() && hasPairs(staged.get()));
        return found.isSet("ident") ? Keywords.collapse(cleaned) : cleaned;
    }

    private boolean hasPairs(ObjectId blob) {
        try {
            if (!objects.has(blob, Constants.OBJ_BLOB)) {
                return false;
            }
            TextStatistics text =
                    TextStatistics.of(objects.open(blob, Constants.OBJ_BLOB).getCachedBytes(MOST_CONVERTED));
            return text.pairs() > 0 && !text.looksBinary();
        } catch (LargeObjectException _) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean holdsLargeFile(String path, FileStat stat, ObjectId staged) throws IOException {
        var loader = objects.open(staged, Constants.OBJ_BLOB);
        if (loader.isLarge() || loader.getSize() > 1024) {
            return false;
        }
        Optional<LargeFileStorage> pointer = LargeFileStorage.parse(loader.getCachedBytes());
        if (pointer.isEmpty() || pointer.get().size() != stat.size()) {
            return false;
        }
        MessageDigest digest = sha256();
        long length = feed(path, digest);
        return pointer.get().means(digest.digest(), length);
    }

    private ObjectId hashFile(String path, long size) throws IOException {
        try (InputStream in = files.open(path);
                ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            return formatter.idFor(Constants.OBJ_BLOB, size, in);
        }
    }

    private static ObjectId hash(byte[] bytes) {
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            return formatter.idFor(Constants.OBJ_BLOB, bytes);
        }
    }

    private long feed(String path, MessageDigest digest) throws IOException {
        long length = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = files.open(path)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                length += n;
            }
        }
        return length;
    }

    private byte[] read(String path, int limit) throws IOException {
        try (InputStream in = files.open(path)) {
            return in.readNBytes(limit);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
