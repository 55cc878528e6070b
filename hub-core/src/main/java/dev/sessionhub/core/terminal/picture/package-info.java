/**
 * The picture that a viewer gets instead of all that it has missed: what tmux captured, drawn anew for an emulator that was
 * just reset.
 *
 * <p>It is made of the lines, the facts of the pane and nothing that the hub remembers, so any node can make it at any time.
 * It is bounded, whatever a program has put on its screen.
 */
@NullMarked
package dev.sessionhub.core.terminal.picture;

import org.jspecify.annotations.NullMarked;
