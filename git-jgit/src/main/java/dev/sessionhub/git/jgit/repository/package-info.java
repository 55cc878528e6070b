/** Repositories opened for the time of one call, with nothing of theirs obeyed but a few settings read here. */
@NullMarked
package dev.sessionhub.git.jgit.repository;

import org.jspecify.annotations.NullMarked;
