package dev.sessionhub.core.terminal.picture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The attributes in force, followed through the escape sequences that {@code capture-pane -e} writes: SGR, and SO and SI
 * around line-drawing characters. tmux writes changes only, and carries them over from one line to the next.
 */
final class Pen {

    private static final int ESCAPE = 0x1b;
    private static final int SHIFT_OUT = 0x0e;
    private static final int SHIFT_IN = 0x0f;
    private static final int LONGEST_NUMBER = 3;

    /** What is set, by what would replace it: "bold", "foreground", ... */
    private final Map<String, String> set;

    private boolean lineDrawing;

    Pen() {
        set = new TreeMap<>();
    }

    private Pen(Pen other) {
        set = new TreeMap<>(other.set);
        lineDrawing = other.lineDrawing;
    }

    Pen copy() {
        return new Pen(this);
    }

    /** Takes over what this line changes. */
    void follow(byte[] line) {
        for (int at = 0; at < line.length; at++) {
            if (line[at] == SHIFT_OUT || line[at] == SHIFT_IN) {
                lineDrawing = line[at] == SHIFT_OUT;
            } else if (line[at] == ESCAPE) {
                at = followSequence(line, at);
            }
        }
    }

    boolean isPlain() {
        return set.isEmpty() && !lineDrawing;
    }

    /** The sequences that put a reset terminal into this state. */
    String sequences() {
        String attributes = set.isEmpty() ? "" : "\u001b[" + String.join(";", set.values()) + "m";
        return lineDrawing ? attributes + '\u000e' : attributes;
    }

    private int followSequence(byte[] line, int escape) {
        int end = Captured.endOfSequence(line, escape);
        if (end < line.length && line[end] == 'm') {
            apply(new String(line, escape + 2, end - escape - 2, StandardCharsets.ISO_8859_1));
        }
        return end;
    }

    /** Whether a sequence begins here, of one byte or more. */
    static boolean isControl(byte first) {
        return first == ESCAPE || first == SHIFT_OUT || first == SHIFT_IN;
    }

    private void apply(String parameters) {
        String[] words = parameters.split(";", -1);
        for (int at = 0; at < words.length; at++) {
            int length = lengthOfColour(words, at);
            String word = String.join(";", Arrays.copyOfRange(words, at, at + length));
            at += length - 1;
            apply(words[at - length + 1], word);
        }
    }

    private static int lengthOfColour(String[] words, int at) {
        if (!List.of("38", "48", "58").contains(words[at]) || at + 1 >= words.length) {
            return 1;
        }
        int wanted = words[at + 1].equals("2") ? 5 : 3;
        return Math.min(wanted, words.length - at);
    }

    private void apply(String code, String whole) {
        int number = numberOf(code);
        if (number == 0) {
            set.clear();
        } else if (number >= 1 && number <= 9) {
            set.put(Integer.toString(number), whole);
        } else if (number == 21) {
            set.put("4", whole);
        } else if (number == 22) {
            set.remove("1");
            set.remove("2");
        } else if (number >= 23 && number <= 29) {
            set.remove(Integer.toString(number - 20));
        } else {
            applyColour(number, whole);
        }
    }

    private void applyColour(int number, String whole) {
        switch (number) {
            case 39 -> set.remove("foreground");
            case 49 -> set.remove("background");
            case 59 -> set.remove("underline");
            case 53 -> set.put("overline", whole);
            case 55 -> set.remove("overline");
            case 58 -> set.put("underline", whole);
            default -> {
                if (isWithin(number, 30, 38) || isWithin(number, 90, 97)) {
                    set.put("foreground", whole);
                } else if (isWithin(number, 40, 48) || isWithin(number, 100, 107)) {
                    set.put("background", whole);
                }
            }
        }
    }

    private static boolean isWithin(int number, int from, int to) {
        return number >= from && number <= to;
    }

    /** Up to a colon; nothing is 0, no number of up to three digits is -1. Called for each sequence of a long history. */
    private static int numberOf(String code) {
        int colon = code.indexOf(':');
        int end = colon < 0 ? code.length() : colon;
        int number = end > LONGEST_NUMBER ? -1 : 0;
        for (int at = 0; at < end && number >= 0; at++) {
            char digit = code.charAt(at);
            number = digit >= '0' && digit <= '9' ? 10 * number + digit - '0' : -1;
        }
        return number;
    }
}
