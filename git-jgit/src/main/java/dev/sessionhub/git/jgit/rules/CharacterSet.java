package dev.sessionhub.git.jgit.rules;

/** Sets of characters in brackets. */
final class CharacterSet {

    private CharacterSet() {}

    /** Where the pattern goes on if the set that starts there has the character; otherwise negative. */
    static int match(String pattern, int open, char actual) {
        int at = open + 1;
        boolean negated = at < pattern.length() && (pattern.charAt(at) == '!' || pattern.charAt(at) == '^');
        if (negated) {
            at++;
        }
        boolean found = false;
        for (boolean first = true; ; first = false) {
            if (at >= pattern.length()) {
                return -1;
            }
            char c = pattern.charAt(at);
            if (c == ']' && !first) {
                return found != negated ? at + 1 : -1;
            }
            if (c == '[' && at + 1 < pattern.length() && pattern.charAt(at + 1) == ':') {
                int end = pattern.indexOf(":]", at + 2);
                if (end < 0) {
                    return -1;
                }
                found |= isOfClass(pattern.substring(at + 2, end), actual);
                at = end + 2;
                continue;
            }
            int low = c == '\\' ? at + 1 : at;
            int high = rangeEnd(pattern, low);
            if (low >= pattern.length() || high >= pattern.length()) {
                return -1;
            }
            found |= pattern.charAt(low) <= actual && actual <= pattern.charAt(high);
            at = high + 1;
        }
    }

    /** The position of the last character of a range; that of the first one if it is no range. */
    private static int rangeEnd(String pattern, int low) {
        boolean range = low + 2 < pattern.length() && pattern.charAt(low + 1) == '-' && pattern.charAt(low + 2) != ']';
        if (!range) {
            return low;
        }
        return pattern.charAt(low + 2) == '\\' ? low + 3 : low + 2;
    }

    private static boolean isOfClass(String name, char c) {
        boolean letter = (c | 32) >= 'a' && (c | 32) <= 'z';
        boolean digit = c >= '0' && c <= '9';
        boolean graphic = c > 32 && c < 127;
        return switch (name) {
            case "alnum" -> letter || digit;
            case "alpha" -> letter;
            case "blank" -> c == ' ' || c == '\t';
            case "cntrl" -> c < 32 || c == 127;
            case "digit" -> digit;
            case "graph" -> graphic;
            case "lower" -> c >= 'a' && c <= 'z';
            case "print" -> graphic || c == ' ';
            case "punct" -> graphic && !letter && !digit;
            case "space" -> c == ' ' || (c >= '\t' && c <= '\r');
            case "upper" -> c >= 'A' && c <= 'Z';
            case "xdigit" -> digit || ((c | 32) >= 'a' && (c | 32) <= 'f');
            default -> false;
        };
    }
}
