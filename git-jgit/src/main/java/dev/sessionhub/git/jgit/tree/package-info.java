/** Trees, read with names checked, and compared with an index. */
@NullMarked
package dev.sessionhub.git.jgit.tree;

import org.jspecify.annotations.NullMarked;
