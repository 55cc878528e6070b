/**
 * Who is asking, and from where. A token comes in the Authorization header or in a cookie; with the cookie an unsafe method
 * must come from the hub's own pages. The Host header is checked on every request, so that a name that was rebound to this
 * machine gets nothing; a WebSocket's origin is checked at the handshake.
 */
@NullMarked
package dev.sessionhub.web.security;

import org.jspecify.annotations.NullMarked;
