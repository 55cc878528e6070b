package dev.sessionhub.core.terminal;

import dev.sessionhub.core.terminal.pane.Size;
import java.util.Objects;
import java.util.Optional;

/**
 * How somebody wants to view a terminal.
 *
 * @param mode what it may do
 * @param columns of its own window, 2 to 1000; a writer's counts once it types or resizes, or when nobody else writes
 * @param rows of its own window, 1 to 500
 * @param window the tmux window, such as {@code @2}; empty for the agent's
 */
public record ViewerOptions(ViewerMode mode, int columns, int rows, Optional<String> window) {

    /** Checks the size and the window's name. */
    public ViewerOptions {
        Objects.requireNonNull(mode, "mode");
        Size.check(columns, rows);
        if (window.isPresent() && !window.get().matches("@[0-9]{1,9}")) {
            throw new IllegalArgumentException("window must look like @2: " + window.get());
        }
    }

    Size size() {
        return new Size(columns, rows);
    }
}
