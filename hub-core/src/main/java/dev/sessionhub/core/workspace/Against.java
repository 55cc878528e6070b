package dev.sessionhub.core.workspace;

/** What the files of a session are compared with. */
public enum Against {
    /** Where the session's branch left its base. */
    BASE,
    /** The last commit of the session's branch. */
    HEAD
}
