package dev.sessionhub.git.jgit.tree;

import dev.sessionhub.git.jgit.index.CacheTree;
import dev.sessionhub.git.jgit.index.FileMode;
import dev.sessionhub.git.jgit.index.Index;
import dev.sessionhub.git.jgit.index.IndexEntry;
import dev.sessionhub.git.jgit.index.IndexRange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;

/** Compares a commit's tree with an index; directories whose tree the index knows to be the same are passed over. */
public final class StagedChanges {

    private final TreeReader trees;
    private final CacheTree known;
    private final NavigableMap<String, StagedChange> changes = new TreeMap<>();

    private StagedChanges(TreeReader trees, CacheTree known) {
        this.trees = trees;
        this.known = known;
    }

    /** What is different, by path; conflicts and names that are only intended to be added count as absent. */
    public static NavigableMap<String, StagedChange> between(ObjectId tree, Index index, TreeReader trees)
            throws IOException {
        StagedChanges comparison = new StagedChanges(trees, index.trees());
        comparison.compare(tree, IndexRange.all(index));
        return comparison.changes;
    }

    private void compare(ObjectId tree, IndexRange range) throws IOException {
        if (known.tree(range.prefix()).filter(tree::equals).isPresent()) {
            return;
        }
        Map<String, TreeItem> items = trees.items(tree);
        List<IndexRange.Child> children = range.children();
        for (IndexRange.Child child : children) {
            TreeItem item = items.get(child.name());
            boolean isTree = item != null && item.mode() == FileMode.TREE;
            if (!child.directory()) {
                compareFile(Optional.ofNullable(isTree ? null : item), range.entriesOf(child));
            } else if (item != null && isTree) {
                compare(item.id(), range.below(child));
            } else {
                addAll(range.entriesOf(child));
            }
            if (item != null && isTree == child.directory()) {
                items.remove(child.name());
            }
        }
        for (var gone : items.entrySet()) {
            remove(range.prefix() + gone.getKey(), gone.getValue());
        }
    }

    private void addAll(List<IndexEntry> entries) {
        int at = 0;
        while (at < entries.size()) {
            int end = at + 1;
            while (end < entries.size()
                    && entries.get(end).path().equals(entries.get(at).path())) {
                end++;
            }
            compareFile(Optional.empty(), entries.subList(at, end));
            at = end;
        }
    }

    private void compareFile(Optional<TreeItem> before, List<IndexEntry> stages) {
        IndexEntry entry = stages.getFirst();
        Optional<IndexEntry> after = Optional.of(entry).filter(e -> e.stage() == 0 && !e.intentToAdd());
        Optional<TreeItem> now = after.map(e -> new TreeItem(e.mode(), e.id()));
        if (!before.equals(now)) {
            changes.put(entry.path(), new StagedChange(before, now));
        }
    }

    private void remove(String path, TreeItem item) throws IOException {
        if (item.mode() != FileMode.TREE) {
            changes.put(path, new StagedChange(Optional.of(item), Optional.empty()));
            return;
        }
        trees.files(
                item.id(),
                path + "/",
                (file, was) -> changes.put(file, new StagedChange(Optional.of(was), Optional.empty())));
    }

    /**
     * Both sides of a path.
     *
     * @param before in the commit
     * @param after in the index
     */
    public record StagedChange(Optional<TreeItem> before, Optional<TreeItem> after) {}
}
