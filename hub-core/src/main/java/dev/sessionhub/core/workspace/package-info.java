/**
 * Projects and the files of sessions: repositories to make sessions from, worktrees, what changed in them, quarantine.
 *
 * <p>Nothing here deletes files that somebody may have worked on: they are moved. Only the retention time's end removes
 * them, and only with a recorded wish of a user.
 *
 * <p>Beside each worktree lies a file {@code NAME.session} that says whose it is. A deleted session's files are in {@code
 * quarantine/ID/files} of the data directory (or in {@code .quarantine} of the worktrees, if that is another disk), and its
 * branch is called {@code hub-trash/ID}, so that its name is free again and Git keeps its commits.
 *
 * <p>A session whose environment does not share the hub's files has a Git directory of its own in {@code sessions/ID/git},
 * and sees the repository's objects read-only. While it runs, its own git is asked; otherwise the hub looks by itself, with
 * an administrative directory that the session cannot reach. Its commits are read from its Git directory, never through a
 * program of the session: so they can be had from a session that is stopped, stands still or is gone, and are checked
 * object by object all the same. That directory is what makes a deletion revocable: it stays until the retention time is
 * over.
 */
@NullMarked
package dev.sessionhub.core.workspace;

import org.jspecify.annotations.NullMarked;
