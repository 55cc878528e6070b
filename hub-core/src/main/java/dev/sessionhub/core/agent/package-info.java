/**
 * Agents: what runs in a session's terminal, how it is started, resumed and watched.
 *
 * <p>All that happens inside a session is done by one script, {@code hub-session}, which travels with every call, so that
 * no image needs it. What it prints and what agents write is hostile text.
 */
@NullMarked
package dev.sessionhub.core.agent;

import org.jspecify.annotations.NullMarked;
