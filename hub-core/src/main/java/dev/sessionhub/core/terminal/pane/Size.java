package dev.sessionhub.core.terminal.pane;

/** The size of a terminal in cells. */
public record Size(int columns, int rows) {

    private static final int MOST_COLUMNS = 1000;
    private static final int MOST_ROWS = 500;

    public Size {
        check(columns, rows);
    }

    /** What tmux says is taken, within the limits. */
    static Size nearest(int columns, int rows) {
        return new Size(Math.clamp(columns, 2, MOST_COLUMNS), Math.clamp(rows, 1, MOST_ROWS));
    }

    public static void check(int columns, int rows) {
        if (columns < 2 || columns > MOST_COLUMNS || rows < 1 || rows > MOST_ROWS) {
            throw new IllegalArgumentException("size must be 2 to %d columns and 1 to %d rows: %dx%d"
                    .formatted(MOST_COLUMNS, MOST_ROWS, columns, rows));
        }
    }
}
