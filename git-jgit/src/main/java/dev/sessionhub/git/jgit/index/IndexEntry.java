package dev.sessionhub.git.jgit.index;

import org.eclipse.jgit.lib.ObjectId;

/**
 * One line of an index.
 *
 * @param path where, as raw bytes
 * @param mode the file's mode in Git's sense
 * @param id its content
 * @param flags the flags of the index, the extended ones in the upper half
 * @param stat what the file looked like when content and file were known to agree
 */
public record IndexEntry(String path, FileMode mode, ObjectId id, int flags, FileStat stat) {

    static final int ASSUME_VALID = 0x8000;
    static final int EXTENDED = 0x4000;
    static final int SKIP_WORKTREE = 0x4000 << 16;
    static final int INTENT_TO_ADD = 0x2000 << 16;

    private static final long LOW = 0xffffffffL;
    private static final long SECOND = 1_000_000_000L;

    /** 0 unless a merge left several versions. */
    public int stage() {
        return (flags >> 12) & 3;
    }

    /** Whether the user declared that the file needs no look. */
    public boolean trusted() {
        return (flags & (ASSUME_VALID | SKIP_WORKTREE)) != 0;
    }

    /** Whether only the name has been added so far. */
    public boolean intentToAdd() {
        return (flags & INTENT_TO_ADD) != 0;
    }

    /**
     * Whether a file that looks so has certainly the content of this entry.
     *
     * @param now the file
     * @param indexWritten when the index was written: what changed in that moment or later proves nothing
     */
    public boolean provenBy(FileStat now, long indexWritten) {
        return stat.modified() < indexWritten
                && stat.modified() / SECOND != 0
                && sameTime(stat.modified(), now.modified())
                && (stat.changed() == 0 || sameTime(stat.changed(), now.changed()))
                && (stat.inode() == 0 || stat.inode() == (now.inode() & LOW))
                && stat.size() == (now.size() & LOW);
    }

    private static boolean sameTime(long remembered, long now) {
        return remembered == now || (remembered % SECOND == 0 && remembered / SECOND == now / SECOND);
    }
}
