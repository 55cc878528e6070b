package dev.sessionhub.core.session;

/** How far the work behind a passing state has come. Every step can be done again. */
enum SessionStep {
    /** Nothing to do. */
    NONE,
    /** Worktree and environment are to be made. */
    MAKE,
    /** The same after its machine was restarted: nobody waits for it, so it can wait. */
    RESUME,
    /** The environment is to be given other bounds. */
    RESIZE,
    /** Environment and agent are to be started. */
    AGENT,
    /** The environment is to be stopped at a user's wish. */
    STOP,
    /** The environment is to be stopped because the agent ended. */
    STOP_ENDED,
    /** The environment is to be stopped because the agent failed. */
    STOP_FAILED,
    /** The environment is to be removed. */
    REMOVE,
    /** The files are to be moved to quarantine. */
    QUARANTINE,
    /** The files are to be brought back. */
    RESTORE,
    /** The files are being removed for good; they can no longer be brought back. */
    PURGE,
    /** The files were removed for good. */
    PURGED
}
