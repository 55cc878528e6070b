package dev.sessionhub.git.jgit.rules;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Git's pattern language for paths. Every pair of positions is tried once only, so that no pattern takes more than the
 * product of both lengths.
 */
final class Wildmatch {

    private final String pattern;
    private final String text;
    private @Nullable BitSet hopeless;

    private Wildmatch(String pattern, String text) {
        this.pattern = pattern;
        this.text = text;
    }

    static boolean matches(String pattern, String text) {
        return new Wildmatch(pattern, text).match(0, 0);
    }

    static boolean isLiteral(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            if ("*?[\\".indexOf(pattern.charAt(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    private boolean match(int patternAt, int textAt) {
        int p = patternAt;
        int t = textAt;
        while (p < pattern.length()) {
            char c = pattern.charAt(p);
            if (c == '*') {
                return star(p, t);
            }
            if (t >= text.length()) {
                return false;
            }
            p = one(c, p, text.charAt(t));
            if (p < 0) {
                return false;
            }
            t++;
        }
        return t == text.length();
    }

    /** Where the pattern goes on after it took one character; negative if it does not take it. */
    private int one(char c, int p, char actual) {
        return switch (c) {
            case '?' -> actual == '/' ? -1 : p + 1;
            case '[' -> actual == '/' ? -1 : CharacterSet.match(pattern, p, actual);
            case '\\' -> p + 1 < pattern.length() && pattern.charAt(p + 1) == actual ? p + 2 : -1;
            default -> c == actual ? p + 1 : -1;
        };
    }

    private boolean star(int p, int t) {
        int rest = p;
        while (rest < pattern.length() && pattern.charAt(rest) == '*') {
            rest++;
        }
        boolean crossing = rest - p > 1 && standsAlone(p, rest);
        if (crossing && rest < pattern.length() && match(rest + 1, t)) {
            return true;
        }
        if (rest == pattern.length()) {
            return crossing || text.indexOf('/', t) < 0;
        }
        return anyRest(rest, t, crossing);
    }

    private boolean standsAlone(int p, int rest) {
        return (p == 0 || pattern.charAt(p - 1) == '/') && (rest == pattern.length() || pattern.charAt(rest) == '/');
    }

    private boolean anyRest(int rest, int t, boolean crossing) {
        for (int at = t; at <= text.length(); at++) {
            if (isHopeless(rest, at, crossing)) {
                return false;
            }
            if (match(rest, at)) {
                return true;
            }
            markHopeless(rest, at, crossing);
            if (at < text.length() && !crossing && text.charAt(at) == '/') {
                return false;
            }
        }
        return false;
    }

    private boolean isHopeless(int rest, int at, boolean crossing) {
        return hopeless != null && hopeless.get(key(rest, at, crossing));
    }

    private void markHopeless(int rest, int at, boolean crossing) {
        if (hopeless == null) {
            hopeless = new BitSet();
        }
        hopeless.set(key(rest, at, crossing));
    }

    private int key(int rest, int at, boolean crossing) {
        return (rest * (text.length() + 1) + at) * 2 + (crossing ? 1 : 0);
    }
}
