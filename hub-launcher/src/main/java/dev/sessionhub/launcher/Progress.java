package dev.sessionhub.launcher;

import java.io.PrintStream;

/** What the user sees on stdout while something takes its time. */
final class Progress {

    private final PrintStream out;

    Progress(PrintStream out) {
        this.out = out;
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    void step(String text) {
        line("  " + text);
    }
}
