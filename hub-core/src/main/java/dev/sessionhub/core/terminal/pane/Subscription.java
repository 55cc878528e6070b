package dev.sessionhub.core.terminal.pane;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A changed value that tmux was asked to watch; it looks once a second.
 *
 * @param name what was asked for
 * @param pane whose value
 * @param value untrusted text
 */
public record Subscription(String name, int pane, String value) {

    static final String STATE = "hub-agent";
    public static final String DEAD = "hub-dead";

    private static final Pattern TEXT =
            Pattern.compile("(\\S+) \\$[0-9]+ @[0-9]+ [0-9]+ %([0-9]{1,9}) : (.*)", Pattern.DOTALL);

    public static List<String> commands() {
        return List.of(
                "refresh-client -B '%s:%%*:#{E:@agent_state}'".formatted(STATE),
                "refresh-client -B '%s:%%*:%s'".formatted(DEAD, PaneFacts.endFormat()));
    }

    public static Optional<Subscription> read(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new Subscription(matcher.group(1), Integer.parseInt(matcher.group(2)), matcher.group(3)))
                : Optional.empty();
    }
}
