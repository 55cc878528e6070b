package dev.sessionhub.web.terminal;

import org.jspecify.annotations.Nullable;

/** The size that a client asked for last. One that it asks for while its viewer is being made is not lost. */
final class AskedSize {

    private static final int MOST_COLUMNS = 1000;
    private static final int MOST_ROWS = 500;

    private volatile Size asked;
    private volatile @Nullable Sized viewer;

    AskedSize(int columns, int rows) {
        asked = Size.within(columns, rows);
    }

    /** What a terminal can have. */
    record Size(int columns, int rows) {

        static Size within(int columns, int rows) {
            return new Size(Math.clamp(columns, 2, MOST_COLUMNS), Math.clamp(rows, 1, MOST_ROWS));
        }
    }

    /** What has a size. */
    @FunctionalInterface
    interface Sized {
        void resize(int columns, int rows);
    }

    Size now() {
        return asked;
    }

    void ask(int columns, int rows) {
        Size size = Size.within(columns, rows);
        asked = size;
        Sized now = viewer;
        if (now != null) {
            now.resize(size.columns(), size.rows());
        }
    }

    /** From now on the viewer, which was made with a size, is told; until it has heard the last word. */
    void tell(Size madeWith, Sized made) {
        viewer = made;
        for (Size told = madeWith; !told.equals(asked); ) {
            told = asked;
            made.resize(told.columns(), told.rows());
        }
    }
}
