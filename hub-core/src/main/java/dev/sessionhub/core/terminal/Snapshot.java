package dev.sessionhub.core.terminal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A terminal as it is at one moment. */
final class Snapshot {

    private final PaneFacts facts;
    private final ReplyText lines;
    private final ReplyText mainScreen;
    private byte @Nullable [] drawn;

    private Snapshot(PaneFacts facts, ReplyText lines, ReplyText mainScreen) {
        this.facts = facts;
        this.lines = lines;
        this.mainScreen = mainScreen;
    }

    /** The commands whose answers {@link #read} takes: the facts, history and screen, and what is behind the alternate screen. */
    static List<String> commands(String target, int history) {
        String capture = "capture-pane -p -e -N -t " + target;
        return List.of(
                PaneFacts.command(target), history > 0 ? capture + " -S -" + history : capture, capture + " -a -q");
    }

    static Snapshot read(List<ReplyText> replies) {
        return new Snapshot(PaneFacts.read(replies.get(0).text()), replies.get(1), replies.get(2));
    }

    PaneFacts facts() {
        return facts;
    }

    /** About as many bytes as the drawing. */
    int weight() {
        return lines.bytes() + mainScreen.bytes();
    }

    /** Output that draws it on an emulator that was just reset; made once, away from the thread that reads from tmux. */
    synchronized byte[] bytes() {
        if (drawn == null) {
            drawn = new Drawing(facts).draw(lines, mainScreen);
        }
        return drawn;
    }
}
