/**
 * Directories that a session writes in while the hub reads them.
 *
 * <p>Every file is opened relative to its directory and without following a link, so that a session that replaces
 * directories while they are read leads nobody out of its own.
 */
@NullMarked
package dev.sessionhub.git.jgit.foreign;

import org.jspecify.annotations.NullMarked;
