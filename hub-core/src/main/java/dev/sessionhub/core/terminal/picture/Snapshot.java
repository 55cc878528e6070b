package dev.sessionhub.core.terminal.picture;

import dev.sessionhub.core.terminal.pane.PaneFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A terminal as it is at one moment. */
public final class Snapshot {

    private final PaneFacts facts;
    private final ReplyText lines;
    private final ReplyText mainScreen;
    private final Optional<ReplyText> fullRows;
    private byte @Nullable [] drawn;

    private Snapshot(PaneFacts facts, ReplyText lines, ReplyText mainScreen, Optional<ReplyText> fullRows) {
        this.facts = facts;
        this.lines = lines;
        this.mainScreen = mainScreen;
        this.fullRows = fullRows;
    }

    /**
     * The commands whose answers {@link #read} takes: the facts, history and screen, what is behind the alternate screen,
     * and, where tmux knows them, the erased cells at the ends of the rows.
     */
    public static List<String> commands(String target, int history, boolean erasedCells) {
        String full = "capture-pane -p -e -N -t " + target;
        String capture = erasedCells ? full + " -T" : full;
        String lines = history > 0 ? capture + " -S -" + history : capture;
        List<String> commands = new ArrayList<>(List.of(PaneFacts.command(target), lines, capture + " -a -q"));
        if (erasedCells) {
            commands.add(full);
        }
        return commands;
    }

    public static Snapshot read(List<ReplyText> replies) {
        Optional<ReplyText> full = replies.size() > 3 ? Optional.of(replies.get(3)) : Optional.empty();
        return new Snapshot(PaneFacts.read(replies.get(0).text()), replies.get(1), replies.get(2), full);
    }

    public PaneFacts facts() {
        return facts;
    }

    /** About as many bytes as the drawing. */
    public int weight() {
        return lines.bytes() + mainScreen.bytes();
    }

    /** Output that draws it on an emulator that was just reset; made once, away from the thread that reads from tmux. */
    public synchronized byte[] bytes() {
        if (drawn == null) {
            drawn = new Drawing(facts)
                    .draw(lines, mainScreen, fullRows.map(ReplyText::lines).orElse(List.of()));
        }
        return drawn;
    }
}
