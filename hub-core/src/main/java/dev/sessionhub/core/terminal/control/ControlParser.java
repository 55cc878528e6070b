package dev.sessionhub.core.terminal.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sessionhub.core.terminal.picture.GrowingBytes;
import java.util.Arrays;

/**
 * Reads tmux's control mode: bytes in any pieces, out come events. Never fails, whatever comes, and never keeps more than one
 * line of bounded length. Output of one pane that arrives together is handed on together. For one thread.
 */
final class ControlParser {

    /** No line that tmux writes is longer, a row of a thousand cells with all attributes included. */
    static final int LONGEST_LINE = 1 << 20;

    private static final byte[] OUTPUT = "%output %".getBytes(ISO_8859_1);
    private static final byte[] EXTENDED = "%extended-output %".getBytes(ISO_8859_1);
    private static final byte[] BEGIN = "%begin ".getBytes(ISO_8859_1);
    private static final byte[] END = "%end ".getBytes(ISO_8859_1);
    private static final byte[] ERROR = "%error ".getBytes(ISO_8859_1);

    private final ControlEvents events;
    private final GrowingBytes line = new GrowingBytes(LONGEST_LINE);
    private final GrowingBytes output = new GrowingBytes(Integer.MAX_VALUE - 8);
    private int outputPane;
    private byte[] reply = {};

    ControlParser(ControlEvents events) {
        this.events = events;
    }

    /** Takes the next bytes; their array is written to. */
    void feed(byte[] data, int length) {
        int from = 0;
        for (int to = lineEnd(data, from, length); to >= 0; to = lineEnd(data, from, length)) {
            completeLine(data, from, to);
            from = to + 1;
        }
        line.append(data, from, length);
        flush();
    }

    private static int lineEnd(byte[] data, int from, int length) {
        for (int at = from; at < length; at++) {
            if (data[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    private void completeLine(byte[] data, int from, int to) {
        if (line.length() == 0) {
            handle(data, from, to);
            return;
        }
        line.append(data, from, to);
        handle(line.array(), 0, line.length());
        line.clear();
    }

    private void handle(byte[] data, int from, int to) {
        if (reply.length > 0) {
            insideReply(data, from, to);
        } else if (startsWith(OUTPUT, data, from, to)) {
            paneOutput(data, from + OUTPUT.length, to, false);
        } else if (startsWith(EXTENDED, data, from, to)) {
            paneOutput(data, from + EXTENDED.length, to, true);
        } else if (startsWith(BEGIN, data, from, to)) {
            flush();
            reply = Arrays.copyOfRange(data, from + BEGIN.length - 1, to);
            events.replyBegan(reply[reply.length - 1] == '1');
        } else if (from < to && data[from] == '%') {
            notice(data, from, to);
        }
    }

    private void insideReply(byte[] data, int from, int to) {
        boolean ok = endsReply(END, data, from, to);
        if (ok || endsReply(ERROR, data, from, to)) {
            reply = new byte[0];
            events.replyEnded(ok);
        } else {
            events.replyLine(data, from, to);
        }
    }

    private boolean endsReply(byte[] word, byte[] data, int from, int to) {
        return startsWith(word, data, from, to)
                && Arrays.equals(data, from + word.length - 1, to, reply, 0, reply.length);
    }

    private void notice(byte[] data, int from, int to) {
        flush();
        int space = from;
        while (space < to && data[space] != ' ') {
            space++;
        }
        int text = Math.min(space + 1, to);
        events.notice(new String(data, from, space - from, UTF_8), new String(data, text, to - text, UTF_8));
    }

    private void paneOutput(byte[] data, int from, int to, boolean extended) {
        int at = from;
        int pane = 0;
        while (at < to && data[at] >= '0' && data[at] <= '9') {
            pane = pane * 10 + data[at++] - '0';
        }
        if (at == from || at >= to || data[at] != ' ') {
            return;
        }
        int text = extended ? afterColon(data, at, to) : at + 1;
        if (pane != outputPane) {
            flush();
            outputPane = pane;
        }
        output.append(data, text, Octal.decode(data, text, to));
    }

    private static int afterColon(byte[] data, int from, int to) {
        for (int at = from; at + 2 < to; at++) {
            if (data[at] == ' ' && data[at + 1] == ':' && data[at + 2] == ' ') {
                return at + 3;
            }
        }
        return to;
    }

    private static boolean startsWith(byte[] word, byte[] data, int from, int to) {
        return to - from >= word.length && Arrays.equals(word, 0, word.length, data, from, from + word.length);
    }

    private void flush() {
        if (output.length() > 0) {
            byte[] all = output.take();
            events.output(outputPane, all);
        }
    }
}
