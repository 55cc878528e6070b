package dev.sessionhub.core.failure;

/** Stable words for what went wrong. */
public enum FailureCode {
    /** No such session, or not the caller's. */
    SESSION_NOT_FOUND,
    /** No such project. */
    PROJECT_NOT_FOUND,
    /** A field of the request is wrong; {@link HubException#violations()} says which. */
    VALIDATION_FAILED,
    /** The state of the session does not allow the operation. */
    ILLEGAL_TRANSITION,
    /** The branch exists, or another session has it. */
    BRANCH_IN_USE,
    /** A project of that name or repository exists. */
    PROJECT_EXISTS,
    /** Deleting would lose work; {@link HubException#workAtRisk()} says what. */
    UNCOMMITTED_WORK,
    /** The path is no repository that sessions can be made from. */
    REPOSITORY_INVALID,
    /** The machine with the repository cannot be reached now. */
    REPOSITORY_UNAVAILABLE,
    /** No such container provider. */
    PROVIDER_NOT_FOUND,
    /** The container provider cannot be used now. */
    PROVIDER_UNAVAILABLE,
    /** The work is gone for good: its retention time is over, or its files are no longer there. */
    NOT_RESTORABLE,
    /** Somebody may see but not change. */
    NOT_ALLOWED,
    /** The files of the session cannot be made, moved or found. */
    WORKSPACE_UNAVAILABLE,
    /** The hub cannot do that. */
    UNSUPPORTED,
    /** The disk of the hub is full, or a limit of the provider is reached. */
    LIMIT_EXCEEDED,
    /** The database does not answer now. */
    DATABASE_UNAVAILABLE,
    /** A fault of the hub. */
    INTERNAL
}
