/**
 * Where the configuration is read, once, and nowhere else. A key is looked up as a system property (the launcher sets
 * them), then as an environment variable: {@code hub.terminal.history} is {@code HUB_TERMINAL_HISTORY}, and a few have
 * the older names of the public contract. All bad values are reported at once.
 */
@NullMarked
package dev.sessionhub.core.config;

import org.jspecify.annotations.NullMarked;
