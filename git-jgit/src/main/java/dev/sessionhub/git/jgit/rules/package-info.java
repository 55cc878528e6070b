/** Ignore and attributes files, with Git's patterns in bounded time: whoever works in a worktree writes them. */
@NullMarked
package dev.sessionhub.git.jgit.rules;

import org.jspecify.annotations.NullMarked;
