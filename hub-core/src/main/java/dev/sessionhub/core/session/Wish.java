package dev.sessionhub.core.session;

/** What the user wants in the end. */
enum Wish {
    RUNNING,
    STOPPED,
    DELETED
}
