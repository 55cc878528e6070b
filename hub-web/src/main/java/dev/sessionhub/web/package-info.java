/** The hub's boundary: REST, WebSocket, dashboard, health and metrics. */
@NullMarked
package dev.sessionhub.web;

import org.jspecify.annotations.NullMarked;
