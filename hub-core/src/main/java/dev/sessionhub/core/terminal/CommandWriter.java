package dev.sessionhub.core.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes commands to tmux in the order in which they were given, all that wait at once. Giving one never waits. */
final class CommandWriter {

    /** More waits only when tmux does not read at all. */
    private static final int MOST_WAITING = 8 << 20;

    private final OutputStream out;
    private final GrowingBytes waiting = new GrowingBytes(2 * MOST_WAITING);
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

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private void run() {
        try {
            for (byte[] next = next(); next.length > 0; next = next()) {
                out.write(next);
                out.flush();
            }
        } catch (IOException | InterruptedException ended) {
            close();
        }
    }

    private synchronized byte[] next() throws InterruptedException {
        while (waiting.length() == 0 && !closed) {
            wait();
        }
        return closed ? new byte[0] : waiting.take();
    }
}
