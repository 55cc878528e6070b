package dev.sessionhub.core.terminal.picture;

import dev.sessionhub.core.terminal.pane.PaneFacts;
import dev.sessionhub.core.terminal.pane.PaneFacts.Cell;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** Draws a captured pane: history, screen, the screen behind it, cursor and modes. */
final class Drawing {

    private static final String LINE_DRAWING_AS_G1 = "\u001b)0";
    private static final String ASCII_AS_G1 = "\u001b)B";
    private static final String NO_ATTRIBUTES = "\u001b[0m\u000f";
    private static final int TAB_WIDTH = 8;
    /** What turns a mode on, by tmux's name of it. */
    private static final List<Mode> MODES = List.of(
            new Mode("insert_flag", "\u001b[4h"),
            new Mode("keypad_cursor_flag", "\u001b[?1h"),
            new Mode("keypad_flag", "\u001b="),
            new Mode("mouse_standard_flag", "\u001b[?1000h"),
            new Mode("mouse_button_flag", "\u001b[?1002h"),
            new Mode("mouse_all_flag", "\u001b[?1003h"),
            new Mode("mouse_utf8_flag", "\u001b[?1005h"),
            new Mode("mouse_sgr_flag", "\u001b[?1006h"));

    private record Mode(String flag, String sequence) {}

    private final PaneFacts facts;
    private final GrowingBytes out = new GrowingBytes(Integer.MAX_VALUE - 8);
    private Pen penAtCursor = new Pen();
    private byte[] lineAtCursor = {};

    Drawing(PaneFacts facts) {
        this.facts = facts;
    }

    /**
     * Draws it.
     *
     * @param captured history and screen
     * @param mainScreen what is behind the alternate screen
     * @param fullRows the screen up to the ends of its rows; empty where tmux cannot tell
     * @return output for an emulator that was just reset
     */
    byte[] draw(ReplyText captured, ReplyText mainScreen, List<byte[]> fullRows) {
        out.append(LINE_DRAWING_AS_G1);
        List<byte[]> lines = captured.lines();
        int history = Math.max(0, lines.size() - facts.size().rows());
        Pen pen = captured.penBefore();
        if (facts.alternate()) {
            lines(lines.subList(0, history), pen);
            out.append(history > 0 ? "\r\n" : "");
            lines(mainScreen.lines(), new Pen());
            cursor(facts.mainCursor(), 0);
            out.append("\u001b[?1049h\u001b[H");
        } else if (history > 0) {
            lines(lines.subList(0, history), pen);
            out.append("\r\n");
        }
        List<byte[]> screen = lines.subList(history, lines.size());
        screen(screen, ErasedCells.behind(screen, fullRows), pen);
        state();
        return out.take();
    }

    private void screen(List<byte[]> rows, List<byte[]> erased, Pen pen) {
        int rowOfCursor = Math.min(facts.cursor().row(), rows.size() - 1);
        for (int row = 0; row < rows.size(); row++) {
            if (row == rowOfCursor) {
                penAtCursor = pen.copy();
                lineAtCursor = rows.get(row);
            }
            out.append(row > 0 ? "\r\n" : "");
            line(rows.get(row), pen);
            out.append(erased.get(row));
        }
    }

    private void lines(List<byte[]> lines, Pen pen) {
        String separator = "";
        for (byte[] line : lines) {
            out.append(separator);
            line(line, pen);
            separator = "\r\n";
        }
    }

    private void line(byte[] line, Pen pen) {
        out.append(pen.sequences()).append(line);
        pen.follow(line);
        out.append(pen.isPlain() ? "" : NO_ATTRIBUTES);
    }

    private void state() {
        tabs();
        int top = facts.has("origin_flag") ? facts.regionTop() : 0;
        if (facts.regionTop() > 0 || facts.regionBottom() < facts.size().rows() - 1) {
            out.append("\u001b[%d;%dr".formatted(facts.regionTop() + 1, facts.regionBottom() + 1));
        }
        out.append(facts.has("origin_flag") ? "\u001b[?6h" : "");
        if (facts.cursor().column() >= facts.size().columns()) {
            cursorThatWraps(top);
        } else {
            cursor(facts.cursor(), top);
        }
        MODES.stream().filter(mode -> facts.has(mode.flag())).forEach(mode -> out.append(mode.sequence()));
        out.append(facts.has("wrap_flag") ? "" : "\u001b[?7l");
        out.append(facts.has("cursor_flag") ? "" : "\u001b[?25l");
        out.append(ASCII_AS_G1);
    }

    private void cursor(Cell cell, int top) {
        out.append("\u001b[%d;%dH".formatted(cell.row() - top + 1, cell.column() + 1));
    }

    /** The cursor only stands behind the last column after that column was written: so it is written again. */
    private void cursorThatWraps(int top) {
        LastCharacter last = LastCharacter.of(lineAtCursor, penAtCursor);
        cursor(new Cell(facts.size().columns() - last.width(), facts.cursor().row()), top);
        out.append(last.pen().sequences())
                .append(last.text().getBytes(StandardCharsets.UTF_8))
                .append(NO_ATTRIBUTES);
    }

    private void tabs() {
        if (!facts.tabs().equals(usualTabs())) {
            out.append("\u001b[3g");
            facts.tabs().forEach(column -> out.append("\u001b[%dG\u001bH".formatted(column + 1)));
        }
    }

    private List<Integer> usualTabs() {
        return IntStream.iterate(TAB_WIDTH, at -> at < facts.size().columns(), at -> at + TAB_WIDTH)
                .boxed()
                .toList();
    }
}
