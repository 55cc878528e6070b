package dev.sessionhub.git.jgit.index;

import java.util.ArrayList;
import java.util.List;

/**
 * The entries of an index below one directory.
 *
 * @param entries of the whole index
 * @param prefix the directory: empty, or ending with a slash
 * @param from the first entry below it
 * @param to the entry after the last
 */
public record IndexRange(List<IndexEntry> entries, String prefix, int from, int to) {

    /** Everything. */
    public static IndexRange all(Index index) {
        return new IndexRange(index.entries(), "", 0, index.entries().size());
    }

    /**
     * A name directly in the directory.
     *
     * @param name the name
     * @param directory whether there are entries below it
     * @param from its first entry
     * @param to the entry after its last
     */
    public record Child(String name, boolean directory, int from, int to) {}

    public List<Child> children() {
        List<Child> children = new ArrayList<>();
        int at = from;
        while (at < to) {
            String path = entries.get(at).path();
            int slash = path.indexOf('/', prefix.length());
            boolean directory = slash >= 0;
            int end = directory ? endOf(path.substring(0, slash + 1), at) : endOfStages(path, at);
            String name = directory ? path.substring(prefix.length(), slash) : path.substring(prefix.length());
            children.add(new Child(name, directory, at, end));
            at = end;
        }
        return children;
    }

    public IndexRange below(Child child) {
        return new IndexRange(entries, prefix + child.name() + "/", child.from(), child.to());
    }

    public List<IndexEntry> entriesOf(Child child) {
        return entries.subList(child.from(), child.to());
    }

    private int endOfStages(String path, int start) {
        int end = start + 1;
        while (end < to && entries.get(end).path().equals(path)) {
            end++;
        }
        return end;
    }

    private int endOf(String directory, int start) {
        int low = start;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries.get(middle).path().startsWith(directory)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
