package dev.sessionhub.core.terminal.control;

/** tmux writes bytes below a space, and the backslash, as a backslash and three octal digits. */
final class Octal {

    private Octal() {}

    /** Decodes in place; what is not three octal digits stays as it is. Answers where the decoded bytes end. */
    static int decode(byte[] data, int from, int to) {
        int out = indexOfBackslash(data, from, to);
        for (int in = out; in < to; out++) {
            if (data[in] == '\\' && in + 3 < to && isByte(data, in + 1)) {
                data[out] = (byte) ((data[in + 1] - '0') << 6 | (data[in + 2] - '0') << 3 | (data[in + 3] - '0'));
                in += 4;
            } else {
                data[out] = data[in++];
            }
        }
        return out;
    }

    private static int indexOfBackslash(byte[] data, int from, int to) {
        int at = from;
        while (at < to && data[at] != '\\') {
            at++;
        }
        return at;
    }

    private static boolean isByte(byte[] data, int at) {
        return data[at] >= '0' && data[at] <= '3' && isDigit(data[at + 1]) && isDigit(data[at + 2]);
    }

    private static boolean isDigit(byte digit) {
        return digit >= '0' && digit <= '7';
    }
}
