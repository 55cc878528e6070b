package dev.sessionhub.launcher.door;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The path of a request as it came. */
final class RequestPath {

    private RequestPath() {}

    /** Whether its escapes are escapes, its characters UTF-8 and printable, and its dots stay below the root. */
    static boolean isWellFormed(String path) {
        int depth = 0;
        for (String segment : path.split("/", -1)) {
            if (!segment.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\') || !isDecodable(segment)) {
                return false;
            }
            depth += segment.equals("..") ? -1 : segment.isEmpty() || segment.equals(".") ? 0 : 1;
            if (depth < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDecodable(String segment) {
        if (segment.indexOf('%') < 0) {
            return true;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(segment.length());
        for (int at = 0; at < segment.length(); at++) {
            char c = segment.charAt(at);
            if (c == '%') {
                if (at + 2 >= segment.length() || !isHex(segment.charAt(at + 1)) || !isHex(segment.charAt(at + 2))) {
                    return false;
                }
                bytes.write(HexFormat.fromHexDigits(segment, at + 1, at + 3));
                at += 2;
            } else {
                bytes.write(c);
            }
        }
        return isText(bytes.toByteArray());
    }

    private static boolean isHex(char c) {
        return HexFormat.isHexDigit(c);
    }

    private static boolean isText(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.indexOf('\0') < 0 && !text.equals("..");
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
