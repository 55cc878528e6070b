package dev.sessionhub.git.jgit.diff;

/** Names in patches, quoted as git quotes them. */
final class Quoted {

    private static final String SHORT = "abtnvfr";
    private static final char FIRST_SHORT = 7;

    private Quoted() {}

    static String name(String raw) {
        boolean plain = raw.chars().allMatch(c -> c >= ' ' && c < 0x7f && c != '"' && c != '\\');
        if (plain) {
            return raw;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < raw.length(); i++) {
            append(quoted, raw.charAt(i));
        }
        return quoted.append('"').toString();
    }

    /** A name at the end of a line, where a space in it would be taken for the start of a date. */
    static String ended(String raw) {
        String name = name(raw);
        return name.indexOf(' ') >= 0 && !name.startsWith("\"") ? name + "\t" : name;
    }

    private static void append(StringBuilder quoted, char c) {
        if (c == '"' || c == '\\') {
            quoted.append('\\').append(c);
        } else if (c >= FIRST_SHORT && c < FIRST_SHORT + SHORT.length()) {
            quoted.append('\\').append(SHORT.charAt(c - FIRST_SHORT));
        } else if (c < ' ' || c >= 0x7f) {
            quoted.append('\\')
                    .append((char) ('0' + (c >> 6)))
                    .append((char) ('0' + (c >> 3 & 7)))
                    .append((char) ('0' + (c & 7)));
        } else {
            quoted.append(c);
        }
    }
}
