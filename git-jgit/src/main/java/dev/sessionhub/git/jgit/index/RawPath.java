package dev.sessionhub.git.jgit.index;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Names of files as Git holds them: bytes. They are kept in strings of one character per byte, so that they compare in
 * Git's order and survive any locale; only what leaves the back end is decoded.
 */
public final class RawPath {

    private static final boolean FILE_NAMES_ARE_UTF8 = "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding"));

    private RawPath() {}

    /** The bytes of a name, one character each. */
    public static String of(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** The raw form of a readable name. */
    public static String ofText(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** The raw form of a file's own name, whatever encoding the process runs with. */
    public static String ofFile(Path file) {
        String name = String.valueOf(file.getFileName());
        if (isAscii(name)) {
            return name;
        }
        return isExact(name) ? ofText(name) : lastSegment(decode(file.toUri().getRawPath()));
    }

    /** The raw form of a path that need not exist, such as a link's target. */
    public static String ofPath(Path path) {
        String text = path.toString();
        if (isAscii(text)) {
            return text;
        }
        if (isExact(text)) {
            return ofText(text);
        }
        String absolute = decode(Path.of("/").resolve(path).toUri().getRawPath());
        String tidy =
                absolute.endsWith("/") && !text.endsWith("/") ? absolute.substring(0, absolute.length() - 1) : absolute;
        return path.isAbsolute() ? tidy : tidy.substring(1);
    }

    public static byte[] bytes(String raw) {
        return raw.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** For people: UTF-8 with replacement characters. */
    public static String text(String raw) {
        return isAscii(raw) ? raw : new String(bytes(raw), StandardCharsets.UTF_8);
    }

    /** The file of that name below a directory. */
    public static Path below(Path directory, String raw) {
        return isAscii(raw) ? directory.resolve(raw) : directory.resolve(toPath(raw));
    }

    /** The path of that name, relative unless it starts with a slash. */
    public static Path toPath(String raw) {
        String text = text(raw);
        if (isAscii(raw) || (isExact(text) && ofText(text).equals(raw))) {
            return Path.of(text);
        }
        Path absolute = Path.of(URI.create("file:///" + encode(raw)));
        return raw.startsWith("/") ? absolute : absolute.subpath(0, absolute.getNameCount());
    }

    /** Whether checking it out stays inside the work tree and outside its Git directory. */
    public static boolean isSafe(String raw) {
        int start = 0;
        while (true) {
            int end = raw.indexOf('/', start);
            String component = raw.substring(start, end < 0 ? raw.length() : end);
            if (!isSafeName(component)) {
                return false;
            }
            if (end < 0) {
                return true;
            }
            start = end + 1;
        }
    }

    /** Whether it is the name of an ordinary file or directory. */
    public static boolean isSafeName(String name) {
        return !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && !name.equalsIgnoreCase(".git")
                && name.indexOf('/') < 0
                && name.indexOf('\0') < 0;
    }

    /** Whether a text is the same in the encoding of the process's file names. */
    private static boolean isExact(String text) {
        return FILE_NAMES_ARE_UTF8 && text.indexOf('\ufffd') < 0;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String encode(String raw) {
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '/' || (c < 0x80 && Character.isLetterOrDigit(c))) {
                encoded.append(c);
            } else {
                encoded.append('%').append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            }
        }
        return encoded.toString();
    }

    private static String decode(String encoded) {
        StringBuilder raw = new StringBuilder();
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                raw.append((char) Integer.parseInt(encoded, i + 1, i + 3, 16));
                i += 2;
            } else {
                raw.append(c);
            }
        }
        return raw.toString();
    }

    private static String lastSegment(String path) {
        String tidy = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return tidy.substring(tidy.lastIndexOf('/') + 1);
    }
}
