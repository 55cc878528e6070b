package dev.sessionhub.core.workspace.inside;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Text of git that is divided by NUL or by line ends; names in it may be any bytes. */
final class Records {

    private final byte[] bytes;
    private int at;

    Records(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The text up to the next separator; empty at the end, and for a rest without a separator, which is cut off. */
    Optional<String> next(char separator) {
        for (int end = at; end < bytes.length; end++) {
            if (bytes[end] == separator) {
                String text = new String(bytes, at, end - at, StandardCharsets.UTF_8);
                at = end + 1;
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }

    /** Goes back to where it was before a record of this many bytes. */
    int position() {
        return at;
    }

    void back(int position) {
        at = position;
    }
}
