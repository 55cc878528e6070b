/** Sessions over REST: what a client may ask for, and how a session looks from outside. */
@NullMarked
package dev.sessionhub.web.sessions;

import org.jspecify.annotations.NullMarked;
