/**
 * Private Git directories of sessions: made here, and read as what they are then, hostile.
 *
 * <p>Every file is opened relative to its directory and without following a link, so that a session that replaces
 * directories while they are read leads nobody out of its own. Indexes of packs are not read at all: a pack is taken as
 * a stream and indexed anew.
 */
@NullMarked
package dev.sessionhub.git.jgit.isolated;

import org.jspecify.annotations.NullMarked;
