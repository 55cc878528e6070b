package dev.sessionhub.core.terminal.picture;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/** The lines of one answer, up to a limit in bytes; beyond it the first lines go, so that the latest are there. */
public final class ReplyText {

    /** More than ten thousand coloured lines; what a screen full of hostile attributes takes at most. */
    static final int LIMIT = 4 << 20;

    private final ArrayDeque<byte[]> lines = new ArrayDeque<>();
    private final Pen dropped = new Pen();
    private int bytes;

    public void add(byte[] data, int from, int to) {
        lines.add(Arrays.copyOfRange(data, from, to));
        bytes += to - from;
        while (bytes > LIMIT && lines.size() > 1) {
            byte[] first = lines.remove();
            bytes -= first.length;
            dropped.follow(first);
        }
    }

    int bytes() {
        return bytes;
    }

    List<byte[]> lines() {
        return List.copyOf(lines);
    }

    /** The attributes that were in force before the first line that is here. */
    Pen penBefore() {
        return dropped.copy();
    }

    public String text() {
        StringBuilder text = new StringBuilder(bytes);
        for (byte[] line : lines) {
            text.append(text.isEmpty() ? "" : "\n").append(new String(line, StandardCharsets.UTF_8));
        }
        return text.toString();
    }
}
