package dev.sessionhub.core.terminal;

import dev.sessionhub.core.terminal.Viewer.Picture;
import dev.sessionhub.core.terminal.control.Request;
import dev.sessionhub.core.terminal.pane.PaneFacts;
import dev.sessionhub.core.terminal.pane.Size;
import dev.sessionhub.core.terminal.pane.TerminalEnd;
import dev.sessionhub.core.terminal.picture.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One tmux window as its viewers see it: who follows, who needs a buffer, whose size counts. Every method is called under the
 * terminal's lock and returns at once.
 *
 * <p>At most one capture is under way. What has piled up meanwhile is served by the next: so a viewer that drags its window's
 * corner, or ten that attach at once, cost few captures.
 */
final class Screen {

    /** What a screen needs of its terminal. */
    interface Host {

        void send(String command);

        /** Sends the commands as one; the answer comes under the lock. */
        void ask(List<String> commands, Consumer<Request.Answer> then);

        /** Runs the task under the lock, later. */
        void later(Duration delay, Runnable task);

        void facts(Screen screen, PaneFacts facts);
    }

    static final int HISTORY = 10_000;

    /** A snapshot below this size is not worth being sent in two steps. */
    private static final int SMALL = 64 * 1024;

    private static final Duration CALM = Duration.ofMillis(200);
    private static final Duration BETWEEN_RESIZES = Duration.ofMillis(80);

    private final Host host;
    private final String window;
    private final List<Viewer> viewers = new ArrayList<>();
    private @Nullable String pane;
    private Size size = new Size(80, 24);
    private Size wanted = size;
    private @Nullable Viewer driver;
    private Optional<TerminalEnd> end = Optional.empty();
    private boolean capturing;
    private boolean paused;
    private boolean resizedLately;
    private int sizeOfHistory;
    private boolean erasedCells;

    Screen(Host host, String window) {
        this.host = host;
        this.window = window;
    }

    String window() {
        return window;
    }

    Optional<String> pane() {
        return Optional.ofNullable(pane);
    }

    Size size() {
        return size;
    }

    List<Viewer> viewers() {
        return viewers;
    }

    Optional<TerminalEnd> end() {
        return end;
    }

    /** Takes over what tmux says of the pane. */
    void know(PaneFacts facts) {
        if (pane == null) {
            pane = facts.pane();
            wanted = driver == null ? facts.size() : driver.wanted();
        }
        erasedCells = facts.hasErasedCells();
        sizeIs(facts.size());
        end = facts.end();
    }

    void attach(Viewer viewer) {
        viewers.add(viewer);
        if (driver == null) {
            drive(viewer);
        }
        serve();
    }

    /** Answers whether it was there. */
    boolean detach(Viewer viewer) {
        if (driver == viewer) {
            driver = null;
        }
        return viewers.remove(viewer);
    }

    /** This viewer typed, or changed its size: if it writes, its size counts from now on. */
    void drive(Viewer viewer) {
        if (viewer.mode() == ViewerMode.WRITE) {
            driver = viewer;
            wanted = viewer.wanted();
            serve();
        }
    }

    void output(byte[] data) {
        boolean followed = false;
        boolean dropped = false;
        for (Viewer viewer : viewers) {
            if (viewer.followsOutput()) {
                boolean kept = viewer.feed().offer(data);
                followed |= kept;
                dropped |= !kept;
                viewer.picture(kept ? viewer.picture() : Picture.BEHIND);
            }
        }
        if (!followed && !capturing && !paused && pane != null) {
            paused = true;
            host.send("refresh-client -A '%s:pause'".formatted(pane));
        }
        if (dropped || !followed) {
            // If nothing is under way to a viewer that lost what waited for it, no progress of its calls this.
            serve();
        }
    }

    /** Somebody else changed the size. */
    void layoutIs(Size now) {
        if (!capturing) {
            wanted = wanted.equals(size) ? now : wanted;
            sizeIs(now);
            serve();
        }
    }

    /** Output of all panes begins anew: none is paused. */
    void unpaused() {
        paused = false;
    }

    void ended(Optional<TerminalEnd> now) {
        end = now;
        if (now.isPresent()) {
            viewers.forEach(this::finish);
            serve();
        }
    }

    void endAll(TerminalEnd reason) {
        viewers.forEach(viewer -> viewer.feed().end(reason));
    }

    /** Starts a capture if somebody needs one and can take it, or if the size is to change. */
    void serve() {
        boolean resize = !wanted.equals(size) && !resizedLately;
        if (capturing || pane == null || (!resize && viewers.stream().noneMatch(Screen::canTakeBuffer))) {
            return;
        }
        boolean full = sizeOfHistory < SMALL
                || end.isPresent()
                || viewers.stream().anyMatch(viewer -> viewer.picture() == Picture.NONE && canTakeBuffer(viewer));
        capturing = true;
        capture(pane, resize, full);
    }

    private void capture(String target, boolean resize, boolean full) {
        List<String> commands = new ArrayList<>();
        if (resize) {
            commands.add("resize-window -t %s -x %d -y %d".formatted(window, wanted.columns(), wanted.rows()));
            resizedLately = true;
            host.later(BETWEEN_RESIZES, this::mayResizeAgain);
        }
        commands.add("refresh-client -A '%s:continue'".formatted(target));
        int preceding = commands.size();
        commands.addAll(Snapshot.commands(target, full ? HISTORY : 0, erasedCells));
        Optional<Size> asked = resize ? Optional.of(wanted) : Optional.empty();
        host.ask(commands, answer -> captured(answer, preceding, full, asked));
    }

    private void mayResizeAgain() {
        resizedLately = false;
        serve();
    }

    private void captured(Request.Answer answer, int preceding, boolean full, Optional<Size> asked) {
        capturing = false;
        if (answer.error().isPresent()) {
            endAll(TerminalEnd.closed("this window is gone: " + answer.error().get()));
            return;
        }
        Snapshot snapshot = Snapshot.read(
                answer.replies().subList(preceding, answer.replies().size()));
        paused = false;
        sizeOfHistory = full ? snapshot.weight() : sizeOfHistory;
        host.facts(this, snapshot.facts());
        wanted = asked.equals(Optional.of(wanted)) ? size : wanted;
        viewers.stream().filter(Screen::canTakeBuffer).forEach(viewer -> give(viewer, snapshot, full));
        serve();
    }

    private void give(Viewer viewer, Snapshot snapshot, boolean full) {
        viewer.feed().restart(snapshot);
        viewer.picture(full ? Picture.COMPLETE : Picture.WITHOUT_HISTORY);
        if (end.isPresent()) {
            finish(viewer);
        } else {
            host.later(CALM, () -> calm(viewer));
        }
    }

    /** Some time has gone by since a viewer got a buffer. If it kept up with the output, it gets what it lacks. */
    private void calm(Viewer viewer) {
        if (viewer.picture() == Picture.COMPLETE) {
            viewer.feed().widen();
        } else if (viewer.picture() == Picture.WITHOUT_HISTORY) {
            if (viewer.feed().hasRoom()) {
                viewer.picture(Picture.NONE);
                serve();
            } else if (viewers.contains(viewer)) {
                host.later(CALM, () -> calm(viewer));
            }
        }
    }

    /** The program has ended: whoever has the last screen is told so, the others after they have got it. */
    private void finish(Viewer viewer) {
        if (viewer.picture() == Picture.COMPLETE) {
            end.ifPresent(viewer.feed()::end);
        } else {
            viewer.picture(Picture.NONE);
        }
    }

    private void sizeIs(Size now) {
        if (!now.equals(size)) {
            size = now;
            viewers.forEach(viewer -> {
                viewer.feed().resized(now);
                viewer.picture(viewer.followsOutput() ? Picture.BEHIND : viewer.picture());
            });
        }
    }

    private static boolean canTakeBuffer(Viewer viewer) {
        return !viewer.followsOutput() && viewer.feed().hasRoom();
    }
}
