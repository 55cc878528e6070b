package dev.sessionhub.git.jgit.diff;

import dev.sessionhub.git.jgit.index.RawPath;
import java.util.Arrays;
import java.util.Map;

/** A text in lines, with where each line starts. */
final class Lines {

    private static final int BINARY_PROBE = 8_000;

    private final byte[] content;
    private final int[] starts;

    private Lines(byte[] content, int[] starts) {
        this.content = content;
        this.starts = starts;
    }

    static Lines of(byte[] content) {
        int[] starts = new int[content.length / 16 + 2];
        int count = 0;
        int at = 0;
        while (at < content.length) {
            if (count + 1 == starts.length) {
                starts = Arrays.copyOf(starts, starts.length * 2);
            }
            starts[count++] = at;
            at = endOf(content, at);
        }
        starts[count] = content.length;
        return new Lines(content, Arrays.copyOf(starts, count + 1));
    }

    static boolean looksBinary(byte[] content) {
        for (int i = 0; i < Math.min(content.length, BINARY_PROBE); i++) {
            if (content[i] == 0) {
                return true;
            }
        }
        return false;
    }

    int count() {
        return starts.length - 1;
    }

    /** A line's bytes with its end. */
    String raw(int line) {
        return RawPath.of(content, starts[line], starts[line + 1]);
    }

    boolean endsWithNewline(int line) {
        return content[starts[line + 1] - 1] == '\n';
    }

    /** Numbers that are equal where lines are equal. */
    int[] numbers(Map<String, Integer> known) {
        int[] numbers = new int[count()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = known.computeIfAbsent(raw(i), _ -> known.size());
        }
        return numbers;
    }

    private static int endOf(byte[] content, int start) {
        int at = start;
        while (at < content.length && content[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, content.length);
    }
}
