package dev.sessionhub.git.jgit.index;

import java.util.List;

/**
 * What is staged in a worktree.
 *
 * @param entries in Git's order: by path, then by stage
 * @param trees the trees it knows already
 * @param written when its file was written, in nanoseconds since 1970
 */
public record Index(List<IndexEntry> entries, CacheTree trees, long written) {

    /** Copies. */
    public Index {
        entries = List.copyOf(entries);
    }

    /** An index without entries. */
    public static Index empty() {
        return new Index(List.of(), CacheTree.none(), 0);
    }
}
