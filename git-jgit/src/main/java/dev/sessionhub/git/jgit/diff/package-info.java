/** Differences between a commit and a worktree, as values and as a patch. */
@NullMarked
package dev.sessionhub.git.jgit.diff;

import org.jspecify.annotations.NullMarked;
