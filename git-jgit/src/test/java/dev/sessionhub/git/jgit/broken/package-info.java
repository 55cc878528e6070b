/** Git back ends that are wrong in one thing each, to prove that the contract's tests see it and say what it is. */
@NullMarked
package dev.sessionhub.git.jgit.broken;

import org.jspecify.annotations.NullMarked;
