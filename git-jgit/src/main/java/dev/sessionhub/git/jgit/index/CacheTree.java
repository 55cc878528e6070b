package dev.sessionhub.git.jgit.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;

/** The trees an index already knows the names of; what is missing has to be compared entry by entry. */
public final class CacheTree {

    private final Map<String, ObjectId> trees;

    private CacheTree(Map<String, ObjectId> trees) {
        this.trees = trees;
    }

    /** A cache that knows nothing. */
    public static CacheTree none() {
        return new CacheTree(Map.of());
    }

    /** A cache of the trees of known directories: the root is the empty name, others end with a slash. */
    public static CacheTree of(Map<String, ObjectId> trees) {
        return new CacheTree(new TreeMap<>(trees));
    }

    /** The tree the index holds for a directory, if it is known. */
    public Optional<ObjectId> tree(String prefix) {
        return Optional.ofNullable(trees.get(prefix));
    }

    static CacheTree parse(ByteReader in, int end) {
        Map<String, ObjectId> trees = new TreeMap<>();
        List<Pending> open = new ArrayList<>();
        while (in.position() < end) {
            String name = in.textUntil('\0');
            int entries = Integer.parseInt(in.textUntil(' '));
            int children = Integer.parseInt(in.textUntil('\n'));
            while (!open.isEmpty() && open.getLast().children == 0) {
                open.removeLast();
            }
            String prefix = open.isEmpty() ? "" : open.getLast().prefix + name + "/";
            if (!open.isEmpty()) {
                open.getLast().children--;
            }
            if (entries >= 0) {
                trees.put(prefix, in.objectId());
            }
            open.add(new Pending(prefix, children));
        }
        return new CacheTree(trees);
    }

    private static final class Pending {

        private final String prefix;
        private int children;

        Pending(String prefix, int children) {
            this.prefix = prefix;
            this.children = children;
        }
    }
}
