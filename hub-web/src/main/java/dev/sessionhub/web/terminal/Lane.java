package dev.sessionhub.web.terminal;

import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/** One of the threads that send on a connection, and since when it waits for the client. */
final class Lane {

    /** Something that may block. */
    @FunctionalInterface
    interface Sending {
        void send() throws IOException;
    }

    private final LongAdder bytes;
    private volatile long since;

    Lane(LongAdder bytes) {
        this.bytes = bytes;
    }

    void send(int size, Sending sending) throws IOException {
        long now = System.nanoTime();
        since = now == 0 ? 1 : now;
        try {
            sending.send();
            bytes.add(size);
        } catch (IllegalStateException e) {
            throw new IOException("the connection is closed", e);
        } finally {
            since = 0;
        }
    }

    boolean stuck(long now, long limit) {
        long start = since;
        return start != 0 && now - start > limit;
    }
}
