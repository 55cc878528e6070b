package dev.sessionhub.git.jgit.content;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Git LFS keeps in the place of a file.
 *
 * @param hash SHA-256 of the file
 * @param size of the file
 */
record LargeFileStorage(String hash, long size) {

    private static final int LONGEST = 1024;
    private static final Pattern POINTER = Pattern.compile(
            "version https://git-lfs\\.github\\.com/spec/v1\n(?:ext-.*\n)*oid sha256:([0-9a-f]{64})\nsize ([0-9]{1,18})\n");

    static Optional<LargeFileStorage> parse(byte[] content) {
        if (content.length > LONGEST) {
            return Optional.empty();
        }
        Matcher pointer = POINTER.matcher(new String(content, StandardCharsets.ISO_8859_1));
        if (!pointer.matches()) {
            return Optional.empty();
        }
        return Optional.of(new LargeFileStorage(pointer.group(1), Long.parseLong(pointer.group(2))));
    }

    boolean means(byte[] sha256, long length) {
        return length == size && hash.equals(HexFormat.of().formatHex(sha256));
    }
}
