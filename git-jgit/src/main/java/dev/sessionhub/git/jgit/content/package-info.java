/** Files of a worktree as the blobs git would make of them, without running any filter. */
@NullMarked
package dev.sessionhub.git.jgit.content;

import org.jspecify.annotations.NullMarked;
