package dev.sessionhub.spi.git;

import java.util.regex.Pattern;

/**
 * A local branch's name without {@code refs/heads/}, by the rules of git-check-ref-format(1) and a little stricter:
 * at most 200 characters, and no name that looks like an option or like {@code HEAD}.
 *
 * @param value the name
 * @since 1.0
 */
public record BranchName(String value) {

    private static final Pattern FORBIDDEN = Pattern.compile("[\\x00-\\x20\\x7f~^:?*\\[\\\\]|\\.\\.|@\\{|//");

    /** Checks the grammar. */
    public BranchName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a valid branch name: \"" + value + "\"");
        }
    }

    /**
     * Whether a text is a branch name.
     *
     * @param text any text
     * @return true if the constructor accepts it
     */
    public static boolean isValid(String text) {
        return !text.isEmpty()
                && text.length() <= 200
                && !FORBIDDEN.matcher(text).find()
                && !text.startsWith("-")
                && !text.startsWith("/")
                && !text.endsWith("/")
                && !text.endsWith(".")
                && !text.equals("@")
                && !text.equals("HEAD")
                && validComponents(text);
    }

    private static boolean validComponents(String text) {
        for (String part : text.split("/")) {
            if (part.startsWith(".") || part.endsWith(".lock")) {
                return false;
            }
        }
        return true;
    }

    /**
     * The full name of the reference.
     *
     * @return {@code refs/heads/} and the name
     */
    public String reference() {
        return "refs/heads/" + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
