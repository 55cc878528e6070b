package dev.sessionhub.git.jgit.worktree;

import dev.sessionhub.git.jgit.index.CacheTree;
import dev.sessionhub.git.jgit.index.FileMode;
import dev.sessionhub.git.jgit.index.FileStat;
import dev.sessionhub.git.jgit.index.Index;
import dev.sessionhub.git.jgit.index.IndexEntry;
import dev.sessionhub.git.jgit.index.IndexReader;
import dev.sessionhub.git.jgit.index.IndexWriter;
import dev.sessionhub.git.jgit.index.IndexWriter.TreeRecord;
import dev.sessionhub.git.jgit.index.RawPath;
import dev.sessionhub.git.jgit.repository.OpenRepository;
import dev.sessionhub.git.jgit.repository.Registration;
import dev.sessionhub.git.jgit.scan.WorktreeView;
import dev.sessionhub.git.jgit.scan.WorktreeView.Content;
import dev.sessionhub.git.jgit.tree.TreeItem;
import dev.sessionhub.git.jgit.tree.TreeReader;
import dev.sessionhub.spi.ProviderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Makes an index anew from a tree; files that have that content are remembered as clean, none is touched. What the old
 * index has proven already is not read again.
 */
public final class FreshIndex {

    private static final FileStat UNKNOWN = new FileStat(0, 0, 0, 0, 0, 0, 0, 0);

    private final TreeReader trees;
    private final Map<String, IndexEntry> before = new HashMap<>();
    private final List<IndexEntry> entries = new ArrayList<>();
    private final List<TreeRecord> records = new ArrayList<>();

    private FreshIndex(OpenRepository repository) {
        this.trees = repository.trees();
    }

    /** Makes it unless it fits. */
    public static void renew(OpenRepository repository, Registration registration, ObjectId tree)
            throws IOException, InterruptedException {
        if (!old(registration).trees().tree("").equals(Optional.of(tree))) {
            write(repository, registration, tree);
        }
    }

    /**
     * Takes the files for what they were, if only their owner has changed.
     *
     * @param copy gets the same index
     */
    public static void settle(OpenRepository repository, Registration registration, ObjectId tree, Path copy)
            throws IOException, InterruptedException {
        FreshIndex fresh = new FreshIndex(repository);
        Index old = old(registration);
        old.entries().forEach(entry -> fresh.before.put(entry.path(), entry));
        fresh.read(tree, "", "");
        List<IndexEntry> settled = new ArrayList<>();
        for (IndexEntry entry : fresh.entries) {
            settled.add(settled(entry, RawPath.below(registration.path(), entry.path()), old.written()));
        }
        IndexWriter.write(copy, settled, fresh.records);
        IndexWriter.write(registration.index(), settled, fresh.records);
    }

    static void write(OpenRepository repository, Registration registration, ObjectId tree)
            throws IOException, InterruptedException {
        FreshIndex fresh = new FreshIndex(repository);
        Index old = old(registration);
        old.entries().forEach(entry -> fresh.before.put(entry.path(), entry));
        fresh.read(tree, "", "");
        Index unknown = new Index(fresh.entries, CacheTree.none(), old.written());
        Map<String, Content> seen = WorktreeView.contents(repository, registration, unknown);
        List<IndexEntry> known = fresh.entries.stream()
                .map(entry -> proven(entry, Optional.ofNullable(seen.get(entry.path()))))
                .toList();
        IndexWriter.write(registration.index(), known, fresh.records);
    }

    private static Index old(Registration registration) throws IOException {
        try {
            return IndexReader.read(registration.index());
        } catch (ProviderException _) {
            return Index.empty();
        }
    }

    private static IndexEntry settled(IndexEntry entry, Path file, long written) throws IOException {
        FileStat then = entry.stat();
        if (then.modified() == 0 || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return entry;
        }
        FileStat now = FileStat.of(file);
        FileStat anyOwner = new FileStat(
                then.modified(), 0, then.device(), then.inode(), then.mode(), then.user(), then.group(), then.size());
        IndexEntry comparable = new IndexEntry(entry.path(), entry.mode(), entry.id(), 0, anyOwner);
        return comparable.provenBy(now, written)
                ? new IndexEntry(entry.path(), entry.mode(), entry.id(), 0, now)
                : entry;
    }

    private static IndexEntry proven(IndexEntry entry, Optional<Content> seen) {
        return seen.filter(now -> now.id().equals(entry.id()) && now.mode() == entry.mode())
                .map(now -> new IndexEntry(entry.path(), entry.mode(), entry.id(), 0, now.stat()))
                .orElse(entry);
    }

    private void read(ObjectId tree, String name, String prefix) throws IOException {
        int record = records.size();
        int first = entries.size();
        int children = 0;
        records.add(new TreeRecord(name, 0, 0, tree));
        for (Map.Entry<String, TreeItem> item : trees.walk(tree, prefix).entrySet()) {
            TreeItem value = item.getValue();
            if (value.mode() == FileMode.TREE) {
                children++;
                read(value.id(), item.getKey(), prefix + item.getKey() + "/");
            } else {
                entries.add(entry(prefix + item.getKey(), value));
            }
        }
        records.set(record, new TreeRecord(name, entries.size() - first, children, tree));
    }

    private IndexEntry entry(String path, TreeItem item) {
        FileStat stat = Optional.ofNullable(before.get(path))
                .filter(known -> known.stage() == 0)
                .filter(known -> known.mode() == item.mode() && known.id().equals(item.id()))
                .map(IndexEntry::stat)
                .orElse(UNKNOWN);
        return new IndexEntry(path, item.mode(), item.id(), 0, stat);
    }
}
