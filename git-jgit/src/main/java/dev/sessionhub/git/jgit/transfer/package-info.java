/** Commits that come in bundles. */
@NullMarked
package dev.sessionhub.git.jgit.transfer;

import org.jspecify.annotations.NullMarked;
