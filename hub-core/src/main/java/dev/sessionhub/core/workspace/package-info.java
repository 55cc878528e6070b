/**
 * Projects and the files of sessions: repositories to make sessions from, worktrees, what changed in them, quarantine.
 *
 * <p>Nothing here deletes files that somebody may have worked on: they are moved. Only the retention time's end removes
 * them, and only with a recorded wish of a user.
 */
@NullMarked
package dev.sessionhub.core.workspace;

import org.jspecify.annotations.NullMarked;
