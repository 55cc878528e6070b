package dev.sessionhub.git.jgit.index;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jgit.lib.Constants;

/** Reads the versions 2 to 4 of an index; extensions that change the meaning of the entries are refused. */
public final class IndexReader {

    private static final int MOST_BYTES = 512 << 20;
    private static final int DIRC = 0x44495243;
    private static final int TREE = 0x54524545;
    private static final int LINK = 0x6c696e6b;
    private static final int SDIR = 0x73646972;
    private static final int HASH = 20;
    private static final long SECOND = 1_000_000_000L;

    private final Path file;
    private final byte[] bytes;
    private final ByteReader in;

    private IndexReader(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
        this.in = new ByteReader(bytes);
    }

    /** Reads an index; one that does not exist is empty. */
    public static Index read(Path file) throws IOException {
        FileStat stat;
        byte[] bytes;
        try {
            stat = FileStat.of(file);
            if (!stat.isRegular() || stat.size() > MOST_BYTES) {
                throw new ProviderException(Code.UNSUPPORTED, "the index " + file + " is no file or too large");
            }
            bytes = content(file);
        } catch (NoSuchFileException _) {
            return Index.empty();
        }
        try {
            return new IndexReader(file, bytes).parse(stat.modified());
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new ProviderException(Code.UNSUPPORTED, "the index " + file + " is damaged", e);
        }
    }

    private static byte[] content(Path file) throws IOException {
        OpenOption[] options = {StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS};
        try (var in = Files.newInputStream(file, options)) {
            return in.readNBytes(MOST_BYTES);
        }
    }

    private Index parse(long written) {
        if (in.integer() != DIRC) {
            throw new IllegalArgumentException("no index");
        }
        int version = in.integer();
        if (version < 2 || version > 4) {
            throw unsupported("has version " + version);
        }
        checkHash();
        int count = in.integer();
        List<IndexEntry> entries = new ArrayList<>(Math.clamp(count, 0, bytes.length / 60));
        String previous = "";
        for (int i = 0; i < count; i++) {
            IndexEntry entry = entry(version, previous);
            entries.add(entry);
            previous = entry.path();
        }
        return new Index(entries, extensions(), written);
    }

    private void checkHash() {
        byte[] expected = Arrays.copyOfRange(bytes, bytes.length - HASH, bytes.length);
        if (Arrays.equals(expected, new byte[HASH])) {
            return;
        }
        var digest = Constants.newMessageDigest();
        digest.update(bytes, 0, bytes.length - HASH);
        if (!Arrays.equals(digest.digest(), expected)) {
            throw new IllegalArgumentException("wrong checksum");
        }
    }

    private IndexEntry entry(int version, String previous) {
        int start = in.position();
        long changed = time();
        long modified = time();
        long device = in.unsignedInteger();
        long inode = in.unsignedInteger();
        int mode = in.integer();
        int user = in.integer();
        int group = in.integer();
        long size = in.unsignedInteger();
        var id = in.objectId();
        int flags = in.unsignedShort();
        if ((flags & IndexEntry.EXTENDED) != 0) {
            flags |= in.unsignedShort() << 16;
        }
        String path = version == 4 ? compressedPath(previous) : path(flags, start);
        if (!RawPath.isSafe(path)) {
            throw new IllegalArgumentException("bad path");
        }
        FileStat stat = new FileStat(modified, changed, device, inode, mode, user, group, size);
        return new IndexEntry(path, FileMode.of(mode), id, flags, stat);
    }

    private long time() {
        return in.unsignedInteger() * SECOND + in.unsignedInteger();
    }

    private String compressedPath(String previous) {
        int strip = in.offset();
        return previous.substring(0, previous.length() - strip) + in.textUntil('\0');
    }

    private String path(int flags, int start) {
        int length = flags & 0xfff;
        String path = length < 0xfff ? in.text(length) : in.textUntil('\0');
        int used = (length < 0xfff ? in.position() : in.position() - 1) - start;
        in.moveTo(start + ((used + 8) & ~7));
        return path;
    }

    private CacheTree extensions() {
        CacheTree trees = CacheTree.none();
        while (in.position() < bytes.length - HASH) {
            int signature = in.integer();
            int end = Math.addExact(in.integer(), in.position());
            switch (signature) {
                case TREE -> trees = CacheTree.parse(in, end);
                case LINK -> throw unsupported("is split; run: git update-index --no-split-index");
                case SDIR -> throw unsupported("is sparse; run: git sparse-checkout reapply --no-sparse-index");
                default -> refuseRequired(signature);
            }
            in.moveTo(end);
        }
        return trees;
    }

    private void refuseRequired(int signature) {
        int first = signature >>> 24;
        if (first < 'A' || first > 'Z') {
            throw unsupported("needs an extension that is not known here");
        }
    }

    private ProviderException unsupported(String why) {
        return new ProviderException(Code.UNSUPPORTED, "the index " + file + " " + why);
    }
}
