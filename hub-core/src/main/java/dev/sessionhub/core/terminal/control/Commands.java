package dev.sessionhub.core.terminal.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** tmux commands as lines of text. Whatever comes from outside is written as digits, so that no text can be a command. */
public final class Commands {

    private static final int KEYS_IN_A_COMMAND = 1024;
    private static final int PASTED_IN_A_COMMAND = 64 * 1024;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    /** Costs tmux nothing, and it answers. */
    public static final String ANYBODY_THERE = "display-message -p yes";

    private Commands() {}

    public static List<String> keys(String pane, byte[] bytes) {
        List<String> commands = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += KEYS_IN_A_COMMAND) {
            int to = Math.min(bytes.length, from + KEYS_IN_A_COMMAND);
            commands.add("send-keys -t " + pane + " -H " + HEX.formatHex(bytes, from, to));
        }
        return commands;
    }

    public static List<String> paste(String pane, String buffer, String text) {
        byte[] bytes = withoutControls(text).getBytes(UTF_8);
        List<String> commands = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += PASTED_IN_A_COMMAND) {
            int to = Math.min(bytes.length, from + PASTED_IN_A_COMMAND);
            commands.add("set-buffer " + (from > 0 ? "-a " : "") + "-b " + buffer + " -- " + quoted(bytes, from, to));
        }
        if (!commands.isEmpty()) {
            commands.add("paste-buffer -p -d -b " + buffer + " -t " + pane);
        }
        return commands;
    }

    /** An escape within pasted text could end the brackets and become typed text. */
    private static String withoutControls(String text) {
        return text.replace("\r\n", "\n").replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\u0080-\\u009f]", "");
    }

    public static String quoted(byte[] bytes, int from, int to) {
        StringBuilder quoted = new StringBuilder(2 * (to - from)).append('"');
        for (int at = from; at < to; at++) {
            int value = bytes[at] & 0xff;
            if (isPlain(value)) {
                quoted.append((char) value);
            } else {
                quoted.append('\\')
                        .append(octal(value >> 6))
                        .append(octal(value >> 3))
                        .append(octal(value));
            }
        }
        return quoted.append('"').toString();
    }

    private static boolean isPlain(int value) {
        return value == ' ' || (value < 0x80 && Character.isLetterOrDigit(value));
    }

    private static char octal(int value) {
        return (char) ('0' + (value & 7));
    }
}
