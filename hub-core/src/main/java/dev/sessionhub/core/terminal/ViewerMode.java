package dev.sessionhub.core.terminal;

/** What a viewer may do. */
public enum ViewerMode {
    /** Types, pastes and sets the size. */
    WRITE,
    /** Only watches. */
    READ
}
