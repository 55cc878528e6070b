package dev.sessionhub.core.terminal.pane;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A window whose size changed.
 *
 * @param window such as {@code @0}
 * @param size of the window
 */
public record Layout(String window, Size size) {

    private static final Pattern TEXT = Pattern.compile("(@[0-9]+) [0-9a-f]{4},([0-9]{1,4})x([0-9]{1,4}),.*");

    public static Optional<Layout> read(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new Layout(
                        matcher.group(1),
                        Size.nearest(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)))))
                : Optional.empty();
    }
}
