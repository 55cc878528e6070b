package dev.sessionhub.spi.git;

/**
 * What happened to a file between two states.
 *
 * @since 1.0
 */
public enum FileChange {
    /** Nothing. */
    NONE,
    /** It is new. */
    ADDED,
    /** Its content or mode is different. */
    MODIFIED,
    /** It is gone. */
    DELETED,
    /** It has another path. */
    RENAMED,
    /** Git does not know it and does not ignore it. */
    UNTRACKED,
    /** A merge left more than one version of it. */
    CONFLICTED
}
