/** Linked worktrees: their administrative files, which JGit has no command for, and their checkout. */
@NullMarked
package dev.sessionhub.git.jgit.worktree;

import org.jspecify.annotations.NullMarked;
