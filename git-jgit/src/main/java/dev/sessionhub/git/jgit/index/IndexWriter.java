package dev.sessionhub.git.jgit.index;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/** Writes an index of version 2 with its cached trees, for a worktree that nobody else uses yet. */
public final class IndexWriter {

    private static final long SECOND = 1_000_000_000L;

    private IndexWriter() {}

    /** Writes a new file; fails if it exists. */
    public static void write(Path file, Collection<IndexEntry> entries, List<TreeRecord> trees) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(entries.size() * 100 + 100);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeBytes("DIRC");
        out.writeInt(2);
        out.writeInt(entries.size());
        for (IndexEntry entry : entries) {
            write(out, entry);
        }
        writeTrees(out, trees);
        out.write(Constants.newMessageDigest().digest(bytes.toByteArray()));
        try (var channel = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            bytes.writeTo(channel);
        }
    }

    /**
     * A directory whose tree is known.
     *
     * @param name its own name; empty for the root
     * @param entries how many files are below it
     * @param children how many directories are directly in it
     * @param id its tree
     */
    public record TreeRecord(String name, int entries, int children, ObjectId id) {}

    private static void write(DataOutputStream out, IndexEntry entry) throws IOException {
        FileStat stat = entry.stat();
        time(out, stat.changed());
        time(out, stat.modified());
        out.writeInt((int) stat.device());
        out.writeInt((int) stat.inode());
        out.writeInt(entry.mode().bits());
        out.writeInt(stat.user());
        out.writeInt(stat.group());
        out.writeInt((int) stat.size());
        byte[] id = new byte[20];
        entry.id().copyRawTo(id, 0);
        out.write(id);
        byte[] path = RawPath.bytes(entry.path());
        out.writeShort(Math.min(path.length, 0xfff));
        out.write(path);
        int used = 62 + path.length;
        out.write(new byte[((used + 8) & ~7) - used]);
    }

    private static void time(DataOutputStream out, long nanos) throws IOException {
        out.writeInt((int) (nanos / SECOND));
        out.writeInt((int) (nanos % SECOND));
    }

    private static void writeTrees(DataOutputStream out, List<TreeRecord> trees) throws IOException {
        ByteArrayOutputStream extension = new ByteArrayOutputStream();
        for (TreeRecord tree : trees) {
            extension.write(RawPath.bytes(tree.name()));
            extension.write(("\0" + tree.entries() + " " + tree.children() + "\n").getBytes(StandardCharsets.US_ASCII));
            byte[] id = new byte[20];
            tree.id().copyRawTo(id, 0);
            extension.write(id);
        }
        out.writeBytes("TREE");
        out.writeInt(extension.size());
        extension.writeTo(out);
    }
}
