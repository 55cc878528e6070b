/**
 * Private Git directories of sessions: made here, and read as what they are then, hostile. Indexes of packs are not read
 * at all: a pack is taken as a stream and indexed anew.
 */
@NullMarked
package dev.sessionhub.git.jgit.isolated;

import org.jspecify.annotations.NullMarked;
