package dev.sessionhub.git.jgit.index;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/** Writes an index of version 2 with its cached trees, for a worktree that nobody else uses yet. */
public final class IndexWriter {

    private static final long SECOND = 1_000_000_000L;
    private static final long PATIENCE_MILLIS = 3_000;
    private static final long PAUSE_MILLIS = 25;

    private IndexWriter() {}

    /** Writes the file, under git's lock. */
    public static void write(Path file, Collection<IndexEntry> entries, List<TreeRecord> trees)
            throws IOException, InterruptedException {
        byte[] content = content(entries, trees);
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        take(lock);
        try {
            Files.write(lock, content);
            Files.move(lock, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(lock);
            throw e;
        }
    }

    private static void take(Path lock) throws IOException, InterruptedException {
        for (long waited = 0; ; waited += PAUSE_MILLIS) {
            try {
                Files.createFile(lock);
                return;
            } catch (FileAlreadyExistsException e) {
                if (waited > PATIENCE_MILLIS) {
                    throw new ProviderException(
                            Code.CONFLICT,
                            "another git process holds " + lock + "; try again, or remove it if none runs",
                            e);
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
    }

    private static byte[] content(Collection<IndexEntry> entries, List<TreeRecord> trees) throws IOException {
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
        return bytes.toByteArray();
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
