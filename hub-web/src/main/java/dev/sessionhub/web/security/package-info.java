/**
 * Who is asking, and from where. A token comes in the Authorization header or in a cookie; with the cookie an unsafe method
 * must come from the hub's own pages. A browser sends its cookies to every port of a host, also to one on which an agent
 * listens: of the dashboard's token the cookie is therefore one half only, and the page shows the other. The Host header is checked on every request, so that a name that was rebound to this
 * machine gets nothing; a WebSocket's origin is checked at the handshake.
 */
@NullMarked
package dev.sessionhub.web.security;

import org.jspecify.annotations.NullMarked;
