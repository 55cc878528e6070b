package dev.sessionhub.core.failure;

import java.util.List;

/**
 * Work that exists nowhere but in one session.
 *
 * @param files uncommitted and untracked files, at most {@value #MOST_FILES} of them
 * @param fileCount how many there are in all; if it is {@value #MANY} there may be more
 * @param commits how many commits the base does not have
 * @param base what they were counted against
 */
public record WorkAtRisk(List<String> files, int fileCount, int commits, String base) {

    /** How many files are named. */
    public static final int MOST_FILES = 100;

    /** From how many on there may be more. */
    static final int MANY = 10_000;

    /** Copies. */
    public WorkAtRisk {
        files = List.copyOf(files);
    }

    /**
     * Whether nothing is at risk.
     *
     * @return true if there is neither a file nor a commit
     */
    public boolean isEmpty() {
        return fileCount == 0 && commits == 0;
    }
}
