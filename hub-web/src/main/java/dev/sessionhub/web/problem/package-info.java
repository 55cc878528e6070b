/**
 * Failures as clients see them: {@code application/problem+json} for everything, also for what the server answers before a
 * resource is reached. One enum gives every failure its HTTP status and its WebSocket close code, one class translates every
 * exception into it. A client's fault is logged at DEBUG; ours at ERROR, once, with a reference that the answer repeats.
 */
@NullMarked
package dev.sessionhub.web.problem;

import org.jspecify.annotations.NullMarked;
