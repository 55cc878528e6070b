/**
 * Health: the process lives, the hub is ready (database, disk and each provider as its own check), the first look at all
 * sessions is over. Answers come from memory or within a bounded time, and hold no secret.
 */
@NullMarked
package dev.sessionhub.web.health;

import org.jspecify.annotations.NullMarked;
