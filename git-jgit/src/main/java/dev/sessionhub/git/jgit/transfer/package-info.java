/** Commits that come in bundles and go out by push. */
@NullMarked
package dev.sessionhub.git.jgit.transfer;

import org.jspecify.annotations.NullMarked;
