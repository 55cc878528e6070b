/**
 * How instances are, as it was last seen: a request never waits for a check.
 */
@NullMarked
package dev.sessionhub.core.plugin.health;

import org.jspecify.annotations.NullMarked;
