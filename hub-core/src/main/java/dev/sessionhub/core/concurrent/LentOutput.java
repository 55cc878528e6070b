package dev.sessionhub.core.concurrent;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A stream given to a thread that may outlive the call it belongs to. Once it is taken back nothing more gets through,
 * also not of a write that is under way, but for the piece that is being written: a response that has ended may carry
 * somebody else's answer by then.
 */
public final class LentOutput extends OutputStream {

    private static final int PIECE = 8 << 10;

    private final OutputStream out;
    private final long patience;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean takenBack;
    private long waited;

    /**
     * Lends a stream.
     *
     * @param out gets what is written; never closed
     * @param patience how long whoever reads may keep the writer waiting, altogether
     */
    public LentOutput(OutputStream out, Duration patience) {
        this.out = out;
        this.patience = patience.toNanos();
    }

    /** Something the stream does. */
    private interface Step {

        void run() throws IOException;
    }

    /** Lets nothing more through; waits for the piece that is being written. */
    public void takeBack() {
        lock.lock();
        try {
            takenBack = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(int value) throws IOException {
        step(() -> out.write(value));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        for (int done = 0; done < length; done += PIECE) {
            int from = offset + done;
            int size = Math.min(PIECE, length - done);
            step(() -> out.write(bytes, from, size));
        }
    }

    @Override
    public void flush() throws IOException {
        step(out::flush);
    }

    private void step(Step step) throws IOException {
        lock.lock();
        try {
            if (takenBack) {
                throw new IOException("nobody waits for this any more");
            }
            if (waited > patience) {
                throw new IOException("whoever reads this is too slow");
            }
            long begun = System.nanoTime();
            step.run();
            waited += System.nanoTime() - begun;
        } finally {
            lock.unlock();
        }
    }
}
