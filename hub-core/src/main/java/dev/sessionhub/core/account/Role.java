package dev.sessionhub.core.account;

/** What an account may do. */
public enum Role {
    /** Everything, on every session. */
    ADMIN,
    /** Everything on the sessions it owns; sees no others. */
    USER,
    /** Looks at every session and changes nothing. */
    VIEWER
}
