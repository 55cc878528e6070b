/** The index file, read and written here: JGit's own loses the parts of lstat(2) that native git compares. */
@NullMarked
package dev.sessionhub.git.jgit.index;

import org.jspecify.annotations.NullMarked;
