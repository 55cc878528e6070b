/**
 * The program behind {@code ./hub}: one class per command. Every failure a user can act on is a {@link
 * dev.sessionhub.launcher.process.Failure} and becomes one line on stderr; the log has the rest.
 */
@NullMarked
package dev.sessionhub.launcher;

import org.jspecify.annotations.NullMarked;
