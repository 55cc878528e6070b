/**
 * Projects and the files of sessions: repositories to make sessions from, worktrees, what changed in them, quarantine.
 *
 * <p>Nothing here deletes files that somebody may have worked on: they are moved. Only the retention time's end removes
 * them, and only with a recorded wish of a user.
 *
 * <p>Beside each worktree lies a file {@code NAME.session} that says whose it is. A deleted session's files are in {@code
 * quarantine/ID/files} of the data directory (or in {@code .quarantine} of the worktrees, if that is another disk), and its
 * branch is called {@code hub-trash/ID}, so that its name is free again and Git keeps its commits.
 */
@NullMarked
package dev.sessionhub.core.workspace;

import org.jspecify.annotations.NullMarked;
