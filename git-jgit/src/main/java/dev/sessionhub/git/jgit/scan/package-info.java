/** What is staged and what is not, found with lstat(2) where that suffices and without writing anything. */
@NullMarked
package dev.sessionhub.git.jgit.scan;

import org.jspecify.annotations.NullMarked;
