/**
 * What stands between the hub and a plug-in's instance.
 *
 * <p>Whatever a plug-in does wrong stays its own: every call runs under a deadline on a thread of its own, the number of
 * calls is bounded per instance, and an instance that keeps failing is left alone for a while.
 */
@NullMarked
package dev.sessionhub.core.plugin.guard;

import org.jspecify.annotations.NullMarked;
