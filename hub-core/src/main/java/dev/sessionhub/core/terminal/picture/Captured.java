package dev.sessionhub.core.terminal.picture;

/** The pieces of a captured line: characters in UTF-8, and sequences. */
final class Captured {

    private static final int ESCAPE = 0x1b;
    private static final int BELL = 0x07;

    private Captured() {}

    /** Where the piece ends that starts here, at most at the end of the line. */
    static int end(byte[] line, int start) {
        return Pen.isControl(line[start])
                ? Math.min(line.length, endOfSequence(line, start) + 1)
                : endOfCharacter(line, start);
    }

    /** Where the last byte of the sequence is, or the end of the line. */
    static int endOfSequence(byte[] line, int start) {
        if (line[start] != ESCAPE) {
            return start;
        }
        int at = start + 1;
        if (at >= line.length) {
            return at;
        }
        return switch (line[at]) {
            case '[' -> endOfControl(line, at + 1);
            case ']' -> endOfString(line, at + 1);
            default -> at;
        };
    }

    private static int endOfControl(byte[] line, int start) {
        int at = start;
        while (at < line.length && (line[at] < 0x40 || line[at] > 0x7e)) {
            at++;
        }
        return at;
    }

    /** Of a hyperlink, which ends with a string terminator. */
    private static int endOfString(byte[] line, int start) {
        int at = start;
        while (at < line.length && line[at] != BELL && !(line[at] == '\\' && line[at - 1] == ESCAPE)) {
            at++;
        }
        return at;
    }

    private static int endOfCharacter(byte[] line, int start) {
        int at = start + 1;
        while (at < line.length && (line[at] & 0xc0) == 0x80) {
            at++;
        }
        return at;
    }
}
