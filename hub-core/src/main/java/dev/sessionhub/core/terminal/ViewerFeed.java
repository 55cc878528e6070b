package dev.sessionhub.core.terminal;

import dev.sessionhub.core.terminal.pane.Size;
import dev.sessionhub.core.terminal.pane.TerminalEnd;
import dev.sessionhub.core.terminal.picture.GrowingBytes;
import dev.sessionhub.core.terminal.picture.Snapshot;
import java.io.IOException;
import java.util.ArrayDeque;

/**
 * What waits for one viewer, and how much it may have outstanding. Bounded: at most one buffer and one window of output. Its
 * monitor is never held during a call to the sink.
 *
 * <p>Outstanding is what was handed on and is not acknowledged. A client that never acknowledges is taken to have processed
 * what its sink took. Output behind a buffer has a window of its own, however large the buffer is.
 */
final class ViewerFeed {

    /** Half a second of work for a browser without a graphics card, and more than any round trip needs. */
    static final int WINDOW = 256 * 1024;

    /** For a viewer that fell behind: the less is under way, the sooner it sees what matters. */
    static final int NARROW_WINDOW = 64 * 1024;

    private static final int COALESCED = 64 * 1024;

    private sealed interface Event {
        @SuppressWarnings("ArrayRecordComponent")
        record Output(byte[] data) implements Event {}

        record Buffer(Snapshot snapshot) implements Event {}

        record Resized(Size size) implements Event {}

        record Ended(TerminalEnd end) implements Event {}
    }

    private final ViewerSink sink;
    private final ArrayDeque<Event> waiting = new ArrayDeque<>();
    private boolean bufferWaits;
    private long waitingBytes;
    private long taken;
    private long completed;
    private long acknowledged = -1;
    private long bufferEnd;
    private int window = WINDOW;
    private boolean closed;

    ViewerFeed(ViewerSink sink) {
        this.sink = sink;
    }

    /** Queues output. If that is more than the viewer may have outstanding, all that waits is dropped: it needs a buffer. */
    synchronized boolean offer(byte[] data) {
        long outstanding = bufferWaits ? 0 : Math.max(0, taken - Math.max(processed(), bufferEnd));
        if (waitingBytes + outstanding + data.length > window) {
            dropPicture();
            window = NARROW_WINDOW;
            return false;
        }
        put(new Event.Output(data));
        waitingBytes += data.length;
        return true;
    }

    /** Whether the viewer has worked off enough to be given a buffer. */
    synchronized boolean hasRoom() {
        return !bufferWaits && waitingBytes == 0 && taken - processed() <= NARROW_WINDOW / 4;
    }

    synchronized void restart(Snapshot snapshot) {
        dropPicture();
        bufferWaits = true;
        put(new Event.Buffer(snapshot));
    }

    /** Only the last size counts: a program that changes it all the time must not fill the queue of a viewer that is stuck. */
    synchronized void resized(Size size) {
        dropPicture();
        waiting.removeIf(event -> event instanceof Event.Resized);
        put(new Event.Resized(size));
    }

    synchronized void end(TerminalEnd end) {
        put(new Event.Ended(end));
    }

    /** The viewer keeps up: it may have a full window again. */
    synchronized void widen() {
        window = WINDOW;
    }

    synchronized void acknowledge(long total) {
        acknowledged = Math.max(acknowledged, Math.min(total, taken));
    }

    synchronized void close() {
        closed = true;
        waiting.clear();
        notifyAll();
    }

    /** Waits for the next event and hands it on; answers false when nothing more comes. */
    boolean handOn() throws IOException, InterruptedException {
        return switch (next()) {
            case Event.Output(byte[] data) -> {
                sink.output(data, 0, data.length);
                yield completed(data.length);
            }
            case Event.Buffer(Snapshot snapshot) -> {
                byte[] data = bufferTaken(snapshot);
                sink.buffer(
                        data,
                        snapshot.facts().size().columns(),
                        snapshot.facts().size().rows());
                yield completed(data.length);
            }
            case Event.Resized(Size size) -> {
                sink.resized(size.columns(), size.rows());
                yield true;
            }
            case Event.Ended(TerminalEnd end) -> {
                if (!isClosed()) {
                    sink.ended(end);
                }
                yield false;
            }
        };
    }

    private synchronized Event next() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        Event first = waiting.poll();
        return switch (first) {
            case null -> new Event.Ended(TerminalEnd.closed("detached"));
            case Event.Output output -> outputTaken(output.data());
            default -> first;
        };
    }

    /** Joins what has piled up, so that a slow client gets few large pieces. */
    private Event outputTaken(byte[] first) {
        byte[] data = first;
        if (waiting.peek() instanceof Event.Output) {
            GrowingBytes joined = new GrowingBytes(Integer.MAX_VALUE - 8).append(first);
            while (joined.length() < COALESCED && waiting.peek() instanceof Event.Output(byte[] more)) {
                joined.append(more);
                waiting.remove();
            }
            data = joined.take();
        }
        waitingBytes -= data.length;
        taken += data.length;
        return new Event.Output(data);
    }

    private byte[] bufferTaken(Snapshot snapshot) {
        byte[] data = snapshot.bytes();
        synchronized (this) {
            bufferWaits = false;
            taken += data.length;
            bufferEnd = taken;
        }
        return data;
    }

    private synchronized boolean completed(int bytes) {
        completed += bytes;
        return !closed;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private long processed() {
        return acknowledged >= 0 ? acknowledged : completed;
    }

    private void dropPicture() {
        waiting.removeIf(event -> event instanceof Event.Output || event instanceof Event.Buffer);
        bufferWaits = false;
        waitingBytes = 0;
    }

    private void put(Event event) {
        if (!closed) {
            waiting.add(event);
            notifyAll();
        }
    }
}
