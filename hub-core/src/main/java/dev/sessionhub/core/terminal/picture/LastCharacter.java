package dev.sessionhub.core.terminal.picture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The last character of a captured line, with what combines with it.
 *
 * @param text as captured, a space if the line is empty
 * @param pen the attributes it was written with
 * @param width in cells
 */
record LastCharacter(String text, Pen pen, int width) {

    /** Code points of East Asian width "wide", roughly: from, to, from, to, ... */
    private static final int[] WIDE = {
        0x1100, 0x115f, 0x2e80, 0xa4cf, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe30, 0xfe6f, 0xff00, 0xff60, 0xffe0, 0xffe6,
        0x1f300, 0x1f64f, 0x1f680, 0x1f6ff, 0x1f900, 0x1f9ff, 0x20000, 0x3fffd
    };

    static LastCharacter of(byte[] line, Pen before) {
        Pen pen = before.copy();
        Pen penOfLast = pen.copy();
        int start = line.length;
        int end = line.length;
        for (int at = 0; at < line.length; ) {
            int next = Captured.end(line, at);
            byte[] piece = Arrays.copyOfRange(line, at, next);
            if (Pen.isControl(line[at])) {
                pen.follow(piece);
            } else if (combines(piece)) {
                end = next;
            } else {
                start = at;
                end = next;
                penOfLast = pen.copy();
            }
            at = next;
        }
        String text = start < line.length ? new String(line, start, end - start, StandardCharsets.UTF_8) : " ";
        return new LastCharacter(text, penOfLast, isWide(text.codePointAt(0)) ? 2 : 1);
    }

    private static boolean combines(byte[] character) {
        return switch (Character.getType(new String(character, StandardCharsets.UTF_8).codePointAt(0))) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> true;
            default -> false;
        };
    }

    private static boolean isWide(int code) {
        for (int at = 0; at < WIDE.length; at += 2) {
            if (code >= WIDE[at] && code <= WIDE[at + 1]) {
                return true;
            }
        }
        return false;
    }
}
