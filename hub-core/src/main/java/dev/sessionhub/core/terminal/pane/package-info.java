/**
 * What tmux says of a window and its pane: its facts, its layout, its end.
 *
 * <p>It is asked for in formats of which every value is a number, a flag or a short word, and read as untrusted text.
 */
@NullMarked
package dev.sessionhub.core.terminal.pane;

import org.jspecify.annotations.NullMarked;
