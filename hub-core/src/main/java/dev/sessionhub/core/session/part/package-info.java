/**
 * What a session's row is made of.
 *
 * <p>Parts never change: a session that goes on puts another one in its place.
 */
@NullMarked
package dev.sessionhub.core.session.part;

import org.jspecify.annotations.NullMarked;
