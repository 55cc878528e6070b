package dev.sessionhub.launcher.database;

/** What an account may do, in the schema's words. */
public enum Role {
    ADMIN,
    USER,
    VIEWER
}
