package dev.sessionhub.core.terminal;

import dev.sessionhub.core.terminal.pane.TerminalEnd;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A client that keeps what it gets since the last buffer, and can be waited for. */
final class WatchingSink implements ViewerSink {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ByteArrayOutputStream drawn = new ByteArrayOutputStream();
    private final List<String> events = new ArrayList<>();
    private long received;
    private int buffers;
    private boolean stuck;

    @Override
    public synchronized void buffer(byte[] data, int columns, int rows) {
        awaitUnstuck();
        drawn.reset();
        events.add("buffer " + columns + "x" + rows);
        buffers++;
        received(data, 0, data.length);
    }

    @Override
    public synchronized void output(byte[] data, int offset, int length) {
        awaitUnstuck();
        received(data, offset, length);
    }

    @Override
    public synchronized void resized(int columns, int rows) {
        events.add("resized " + columns + "x" + rows);
        notifyAll();
    }

    @Override
    public synchronized void ended(TerminalEnd end) {
        events.add("ended " + end);
        notifyAll();
    }

    private void received(byte[] data, int offset, int length) {
        drawn.write(data, offset, length);
        received += length;
        notifyAll();
    }

    private void awaitUnstuck() {
        while (stuck) {
            try {
                wait();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    /** From now on it takes nothing; calls wait. */
    synchronized void stop() {
        stuck = true;
    }

    synchronized void goOn() {
        stuck = false;
        notifyAll();
    }

    synchronized String text() {
        return drawn.toString(StandardCharsets.UTF_8);
    }

    synchronized byte[] bytes() {
        return drawn.toByteArray();
    }

    synchronized List<String> events() {
        return List.copyOf(events);
    }

    synchronized long received() {
        return received;
    }

    synchronized int buffers() {
        return buffers;
    }

    String awaitText(String wanted) {
        return await(sink -> sink.text().contains(wanted), "text: " + wanted).text();
    }

    WatchingSink awaitEvent(String beginning) {
        return await(sink -> sink.events().stream().anyMatch(event -> event.startsWith(beginning)), beginning);
    }

    synchronized WatchingSink await(Predicate<WatchingSink> condition, String what) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.test(this)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("never came: " + what + "; events " + events + "; text " + text());
            }
            try {
                wait(left);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
        return this;
    }
}
