/**
 * Terminals: what runs in a session's tmux, shown to any number of viewers.
 *
 * <p>tmux, inside the session, is the terminal: it holds the program, its screen, its history and its size. The hub speaks
 * to it in control mode over the pipes of one program per session, and keeps no screen of its own. Whatever a viewer has
 * missed is replaced by one snapshot that tmux draws; so a viewer's memory is bounded, a slow viewer harms nobody, and
 * nothing is lost with the hub.
 *
 * <p>{@code control} speaks with tmux, {@code pane} reads what it says of a pane, {@code picture} draws; none of them knows
 * of viewers, which are here.
 *
 * <p>Everything that comes out of a session is hostile text. It can garble the screens of its own session and nothing else.
 */
@NullMarked
package dev.sessionhub.core.terminal;

import org.jspecify.annotations.NullMarked;
