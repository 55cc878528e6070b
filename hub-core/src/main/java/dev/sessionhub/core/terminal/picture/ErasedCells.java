package dev.sessionhub.core.terminal.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What lies behind the last character of each row: cells that were erased with a background colour. They show in a capture
 * up to the end of the row and not in one up to its last character, which alone tells written spaces from no character.
 */
final class ErasedCells {

    private static final String NO_ATTRIBUTES = "\u001b[0m\u000f";

    private ErasedCells() {}

    /**
     * Output for each row that draws them, with the cursor behind the row's last character.
     *
     * @param rows captured up to the last character
     * @param full the same rows up to the end
     * @return as many as rows; empty where there is nothing to draw
     */
    static List<byte[]> behind(List<byte[]> rows, List<byte[]> full) {
        List<byte[]> drawn = new ArrayList<>();
        Pen pen = new Pen();
        for (int row = 0; row < rows.size(); row++) {
            byte[] whole = row < full.size() ? full.get(row) : new byte[0];
            drawn.add(drawn(whole, characters(rows.get(row)), pen));
            pen.follow(whole);
        }
        return drawn;
    }

    private static byte[] drawn(byte[] line, int shown, Pen before) {
        GrowingBytes out = new GrowingBytes(Integer.MAX_VALUE - 8);
        Pen pen = before.copy();
        int passed = 0;
        int blank = 0;
        int run = 0;
        String colours = "";
        for (int at = 0; at < line.length; ) {
            int next = Captured.end(line, at);
            if (Pen.isControl(line[at])) {
                pen.follow(Arrays.copyOfRange(line, at, next));
            } else if (passed++ >= shown) {
                String now = pen.isPlain() ? "" : pen.sequences();
                if (!now.equals(colours)) {
                    blank = erase(out, colours, run, blank);
                    colours = now;
                    run = 0;
                }
                run++;
            }
            at = next;
        }
        erase(out, colours, run, blank);
        return out.take();
    }

    /** Draws a run of cells of one colour; those without any are passed over, and only if another comes. */
    private static int erase(GrowingBytes out, String colours, int run, int blank) {
        if (run == 0 || colours.isEmpty()) {
            return blank + run;
        }
        out.append(NO_ATTRIBUTES)
                .append(blank == 0 ? "" : "\u001b[%dC".formatted(blank))
                .append(colours)
                .append("\u001b[%dX\u001b[%dC".formatted(run, run))
                .append(NO_ATTRIBUTES);
        return 0;
    }

    private static int characters(byte[] line) {
        int count = 0;
        for (int at = 0; at < line.length; at = Captured.end(line, at)) {
            count += Pen.isControl(line[at]) ? 0 : 1;
        }
        return count;
    }
}
