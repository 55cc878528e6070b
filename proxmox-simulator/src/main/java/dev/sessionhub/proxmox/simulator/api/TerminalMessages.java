package dev.sessionhub.proxmox.simulator.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes a client's bytes apart: {@code 0:LENGTH:BYTES}, {@code 1:COLUMNS:ROWS:} and {@code 2}. */
final class TerminalMessages {

    private byte[] rest = new byte[0];

    /**
     * A message.
     *
     * @param input whether it is input; otherwise a size
     * @param text the input, or {@code COLUMNS:ROWS}
     */
    record Message(boolean input, String text) {}

    List<Message> read(byte[] bytes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(rest);
        all.writeBytes(bytes);
        byte[] buffer = all.toByteArray();
        List<Message> found = new ArrayList<>();
        int at = 0;
        while (at < buffer.length) {
            int next = switch (buffer[at]) {
                case '0' -> input(buffer, at, found);
                case '1' -> size(buffer, at, found);
                default -> at + 1;
            };
            if (next < 0) {
                break;
            }
            at = next;
        }
        rest = Arrays.copyOfRange(buffer, at, buffer.length);
        return found;
    }

    private static int input(byte[] buffer, int at, List<Message> found) {
        int end = colon(buffer, at + 2);
        if (end < 0) {
            return -1;
        }
        int length = Integer.parseInt(text(buffer, at + 2, end));
        if (end + 1 + length > buffer.length) {
            return -1;
        }
        found.add(new Message(true, text(buffer, end + 1, end + 1 + length)));
        return end + 1 + length;
    }

    private static int size(byte[] buffer, int at, List<Message> found) {
        int middle = colon(buffer, at + 2);
        int end = middle < 0 ? -1 : colon(buffer, middle + 1);
        if (end < 0) {
            return -1;
        }
        found.add(new Message(false, text(buffer, at + 2, end)));
        return end + 1;
    }

    private static int colon(byte[] buffer, int from) {
        for (int i = from; i < buffer.length; i++) {
            if (buffer[i] == ':') {
                return i;
            }
        }
        return -1;
    }

    private static String text(byte[] buffer, int from, int to) {
        return new String(buffer, from, to - from, StandardCharsets.UTF_8);
    }
}
