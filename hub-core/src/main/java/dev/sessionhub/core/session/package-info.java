/**
 * Sessions: what they are, what they may become, and the work that takes them there.
 *
 * <p>Intent first: a wish is a row in the database before anything is made, and every step of the work can be done again.
 * So a hub that is killed goes on where it was: {@link dev.sessionhub.core.session.SessionReconciler} wakes whatever is
 * unfinished. One worker at a time works on a session, and it reads the wish anew before each step.
 */
@NullMarked
package dev.sessionhub.core.session;

import org.jspecify.annotations.NullMarked;
