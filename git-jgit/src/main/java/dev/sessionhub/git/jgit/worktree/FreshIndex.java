package dev.sessionhub.git.jgit.worktree;

import dev.sessionhub.git.jgit.index.CacheTree;
import dev.sessionhub.git.jgit.index.FileMode;
import dev.sessionhub.git.jgit.index.FileStat;
import dev.sessionhub.git.jgit.index.Index;
import dev.sessionhub.git.jgit.index.IndexEntry;
import dev.sessionhub.git.jgit.index.IndexWriter;
import dev.sessionhub.git.jgit.index.IndexWriter.TreeRecord;
import dev.sessionhub.git.jgit.repository.OpenRepository;
import dev.sessionhub.git.jgit.repository.Registration;
import dev.sessionhub.git.jgit.scan.WorktreeView;
import dev.sessionhub.git.jgit.scan.WorktreeView.Content;
import dev.sessionhub.git.jgit.tree.TreeItem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/** Makes an index anew from a tree; files that have that content are remembered as clean, none is touched. */
final class FreshIndex {

    private static final FileStat UNKNOWN = new FileStat(0, 0, 0, 0, 0, 0, 0, 0);

    private final OpenRepository repository;
    private final List<IndexEntry> entries = new ArrayList<>();
    private final List<TreeRecord> records = new ArrayList<>();

    private FreshIndex(OpenRepository repository) {
        this.repository = repository;
    }

    static void write(OpenRepository repository, Registration registration, ObjectId tree)
            throws IOException, InterruptedException {
        FreshIndex fresh = new FreshIndex(repository);
        fresh.read(tree, "", "");
        Index unknown = new Index(fresh.entries, CacheTree.none(), 0);
        Map<String, Content> seen = WorktreeView.contents(repository, registration, unknown);
        List<IndexEntry> known = fresh.entries.stream()
                .map(entry -> proven(entry, Optional.ofNullable(seen.get(entry.path()))))
                .toList();
        IndexWriter.write(registration.index(), known, fresh.records);
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
        for (Map.Entry<String, TreeItem> item : repository.trees().items(tree).entrySet()) {
            TreeItem value = item.getValue();
            if (value.mode() == FileMode.TREE) {
                children++;
                read(value.id(), item.getKey(), prefix + item.getKey() + "/");
            } else {
                entries.add(new IndexEntry(prefix + item.getKey(), value.mode(), value.id(), 0, UNKNOWN));
            }
        }
        records.set(record, new TreeRecord(name, entries.size() - first, children, tree));
    }
}
