package dev.sessionhub.spi.git;

/**
 * The whole name of a commit.
 *
 * @param value 40 or 64 lower-case hexadecimal digits
 * @since 1.0
 */
public record CommitId(String value) {

    /** Checks the grammar. */
    public CommitId {
        if (!value.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
            throw new IllegalArgumentException("commit id must be 40 or 64 hexadecimal digits: \"" + value + "\"");
        }
    }

    /**
     * The first eight digits, for people.
     *
     * @return a shortened name
     */
    public String abbreviated() {
        return value.substring(0, 8);
    }

    @Override
    public String toString() {
        return value;
    }
}
