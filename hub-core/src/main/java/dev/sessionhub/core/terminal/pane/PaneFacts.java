package dev.sessionhub.core.terminal.pane;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What tmux knows about a pane beside its cells.
 *
 * @param pane such as {@code %0}
 * @param size in cells
 * @param alternate whether the program uses the alternate screen
 * @param cursor where the cursor is; its column equals the width when the next character wraps
 * @param mainCursor where it was on the main screen; counts only while the alternate one is shown
 * @param regionTop first row that scrolls
 * @param regionBottom last row that scrolls
 * @param flags the modes that are on, by tmux's names
 * @param tabs columns of the tab stops
 * @param end how the program ended, if it has
 * @param version of tmux, such as {@code 3.3a}
 */
public record PaneFacts(
        String pane,
        Size size,
        boolean alternate,
        Cell cursor,
        Cell mainCursor,
        int regionTop,
        int regionBottom,
        List<String> flags,
        List<Integer> tabs,
        Optional<TerminalEnd> end,
        String version) {

    /** A position, counted from zero. */
    public record Cell(int column, int row) {}

    private static final List<String> NUMBERS = List.of(
            "pane_width",
            "pane_height",
            "alternate_on",
            "cursor_x",
            "cursor_y",
            "alternate_saved_x",
            "alternate_saved_y",
            "scroll_region_upper",
            "scroll_region_lower");
    private static final List<String> FLAGS = List.of(
            "cursor_flag",
            "insert_flag",
            "keypad_cursor_flag",
            "keypad_flag",
            "mouse_standard_flag",
            "mouse_button_flag",
            "mouse_all_flag",
            "mouse_sgr_flag",
            "mouse_utf8_flag",
            "origin_flag",
            "wrap_flag");
    private static final String END = "#{pane_dead}:#{pane_dead_status}:#{pane_dead_signal}";
    private static final int TABS = 4;
    private static final int VERSION = 5;
    private static final Pattern NUMBER_OF_VERSION = Pattern.compile("([0-9]+)\\.([0-9]+)");

    public static String command(String target) {
        return "display-message -p -t %s '#{pane_id};%s;%s;%s;#{pane_tabs};#{version}'"
                .formatted(target, formats(NUMBERS), formats(FLAGS), END);
    }

    /** The format that {@link #end(String)} reads. */
    public static String endFormat() {
        return END;
    }

    /** For a target that does not exist, tmux answers with nothing filled in. */
    public static boolean isThere(String line) {
        return line.startsWith("%");
    }

    public static PaneFacts read(String line) {
        String[] parts = line.split(";", -1);
        int[] numbers = numbers(parts[1]);
        return new PaneFacts(
                parts[0],
                Size.nearest(numbers[0], numbers[1]),
                numbers[2] == 1,
                new Cell(numbers[3], numbers[4]),
                new Cell(Math.max(0, numbers[5]), Math.max(0, numbers[6])),
                numbers[7],
                numbers[8],
                on(parts[2]),
                Arrays.stream(numbers(parts[TABS])).boxed().toList(),
                end(parts[3]),
                parts[VERSION]);
    }

    /** Whether captures reach behind the last character of a row: since tmux 3.4, which has an option against it. */
    public boolean hasErasedCells() {
        Matcher number = NUMBER_OF_VERSION.matcher(version);
        return number.find() && 1000 * Integer.parseInt(number.group(1)) + Integer.parseInt(number.group(2)) >= 3004;
    }

    public boolean has(String flag) {
        return flags.contains(flag);
    }

    /** Reads dead, exit status and signal. Until tmux knows one of the two, the program counts as running. */
    public static Optional<TerminalEnd> end(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length < 3 || !parts[0].equals("1")) {
            return Optional.empty();
        }
        Optional<TerminalEnd> signalled = number(parts[2]).map(TerminalEnd::signalled);
        return signalled.or(() -> number(parts[1]).map(TerminalEnd::exited));
    }

    /** Whether the program has ended and tmux does not know how. */
    public static boolean isUnexplained(String text) {
        return text.startsWith("1:") && end(text).isEmpty();
    }

    private static Optional<Integer> number(String text) {
        return text.matches("[0-9]{1,3}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    private static String formats(List<String> names) {
        return names.stream().map(name -> "#{" + name + "}").collect(Collectors.joining(","));
    }

    private static int[] numbers(String text) {
        return Arrays.stream(text.split(","))
                .filter(number -> !number.isEmpty())
                .mapToInt(number -> (int) Long.parseLong(number))
                .toArray();
    }

    private static List<String> on(String text) {
        String[] values = text.split(",", -1);
        return FLAGS.stream()
                .filter(flag -> values[FLAGS.indexOf(flag)].equals("1"))
                .toList();
    }
}
