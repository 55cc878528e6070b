package dev.sessionhub.web.terminal;

import java.util.Optional;

/** What a client says. */
sealed interface ClientFrame {

    /** How the bulk travels. */
    enum Encoding {
        TEXT,
        BINARY
    }

    /** The first frame. */
    record Attach(String ticket, int columns, int rows, Optional<Encoding> encoding) implements ClientFrame {

        public Attach {
            ClientFrame.requireSize(columns, rows);
        }

        @Override
        public String toString() {
            return "Attach[]";
        }
    }

    /** Keys. */
    record Input(String data) implements ClientFrame {

        @Override
        public String toString() {
            return "Input[]";
        }
    }

    /** One block of text. */
    record Paste(String data) implements ClientFrame {

        @Override
        public String toString() {
            return "Paste[]";
        }
    }

    /** The client's window has another size. */
    record Resize(int columns, int rows) implements ClientFrame {

        public Resize {
            ClientFrame.requireSize(columns, rows);
        }
    }

    /** How much the client has processed in all. */
    record Ack(long bytes) implements ClientFrame {

        public Ack {
            if (bytes < 0) {
                throw new IllegalArgumentException("bytes must not be negative");
            }
        }
    }

    /** To be answered. */
    record Ping() implements ClientFrame {}

    private static void requireSize(int columns, int rows) {
        if (columns < 1 || rows < 1) {
            throw new IllegalArgumentException("columns and rows must be positive");
        }
    }
}
