package dev.sessionhub.core.terminal.control;

import dev.sessionhub.core.terminal.picture.GrowingBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes commands to tmux in the order in which they were given, all that wait at once. Giving one never waits. A thread that
 * knows that tmux has read everything may claim the stream and write at once, which saves a key the way to another thread.
 */
final class CommandWriter {

    /** More waits only when tmux does not read at all. */
    private static final int MOST_WAITING = 8 << 20;

    private final OutputStream out;
    private final GrowingBytes waiting = new GrowingBytes(2 * MOST_WAITING);
    private boolean busy;
    private boolean closed;

    CommandWriter(String name, OutputStream out) {
        this.out = out;
        TerminalThreads.virtual(name, this::run);
    }

    /** Answers whether there was room for it. */
    synchronized boolean give(String line) {
        if (closed || waiting.length() + line.length() > MOST_WAITING) {
            return false;
        }
        waiting.append(line.getBytes(StandardCharsets.US_ASCII));
        notifyAll();
        return true;
    }

    /** Answers whether the caller now has the stream, which it gives back by {@link #writeClaimed}. */
    synchronized boolean claim() {
        boolean free = !closed && !busy && waiting.length() == 0;
        busy |= free;
        return free;
    }

    void writeClaimed(String line) {
        write(line.getBytes(StandardCharsets.US_ASCII));
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private void run() {
        try {
            for (byte[] next = next(); next.length > 0; next = next()) {
                write(next);
            }
        } catch (InterruptedException ended) {
            close();
        }
    }

    private void write(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException ended) {
            close();
        } finally {
            release();
        }
    }

    private synchronized void release() {
        busy = false;
        notifyAll();
    }

    private synchronized byte[] next() throws InterruptedException {
        while ((waiting.length() == 0 || busy) && !closed) {
            wait();
        }
        busy = true;
        return closed ? new byte[0] : waiting.take();
    }
}
