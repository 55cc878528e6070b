package dev.sessionhub.core.terminal;

import dev.sessionhub.core.terminal.pane.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a program once printed, and when its terminal was resized: an asciicast, version 2. */
record Recording(String name, Size size, List<Step> steps) {

    /** One line of the file: {@code o} with output, or {@code r} with a size such as 80x24. */
    record Step(char kind, String text) {

        Size newSize() {
            String[] parts = text.split("x", -1);
            return new Size(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }
    }

    private static final Pattern SIZE = Pattern.compile(".*\"width\": ?(\\d+), ?\"height\": ?(\\d+).*");
    private static final Pattern STEP = Pattern.compile("\\[[0-9.e-]+, ?\"([or])\", ?\"(.*)\"\\]");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u([0-9a-fA-F]{4})|.)");

    static Recording read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        Matcher header = SIZE.matcher(lines.getFirst());
        if (!header.matches()) {
            throw new IOException("no size in " + file);
        }
        List<Step> steps = new ArrayList<>();
        for (String line : lines) {
            Matcher step = STEP.matcher(line);
            if (step.matches()) {
                steps.add(new Step(step.group(1).charAt(0), unescaped(step.group(2))));
            }
        }
        Size size = new Size(Integer.parseInt(header.group(1)), Integer.parseInt(header.group(2)));
        return new Recording(file.getFileName().toString(), size, steps);
    }

    private static String unescaped(String json) {
        return ESCAPE.matcher(json).replaceAll(found -> Matcher.quoteReplacement(character(found.group(1))));
    }

    private static String character(String escape) {
        return switch (escape.charAt(0)) {
            case 'u' -> Character.toString(Integer.parseInt(escape.substring(1), 16));
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'b' -> "\b";
            case 'f' -> "\f";
            default -> escape;
        };
    }
}
