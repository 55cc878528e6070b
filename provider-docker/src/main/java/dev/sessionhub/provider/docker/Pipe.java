package dev.sessionhub.provider.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Bytes on their way from the connection to whoever reads one stream of a program: bounded, as a pipe is. */
final class Pipe extends InputStream {

    private static final int CAPACITY = 256 << 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private byte[] ring = new byte[4 << 10];
    private int first;
    private int count;
    private boolean ended;
    private boolean discarding;
    private @Nullable String lost;

    /** Takes all bytes; waits while the pipe is full and somebody may still read. */
    void put(ByteBuffer bytes) throws InterruptedException {
        lock.lock();
        try {
            while (bytes.hasRemaining() && !discarding) {
                if (count == CAPACITY) {
                    changed.await();
                } else {
                    store(bytes);
                    changed.signalAll();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more comes. */
    void end() {
        change(() -> ended = true);
    }

    /** Nothing more comes, and that is not the program's doing. */
    void lose(String reason) {
        change(() -> {
            lost = reason;
            ended = true;
        });
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        lock.lock();
        try {
            while (count == 0 && !ended && !discarding && length > 0) {
                changed.await();
            }
            return take(into, offset, length);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("reading a program's output was interrupted");
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int available() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        change(() -> {
            discarding = true;
            count = 0;
        });
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void store(ByteBuffer bytes) {
        if (count + bytes.remaining() > ring.length && ring.length < CAPACITY) {
            grow(Math.min(CAPACITY, Math.max(ring.length * 4, Integer.highestOneBit(count + bytes.remaining()) * 2)));
        }
        int at = (first + count) % ring.length;
        int length = Math.min(Math.min(bytes.remaining(), ring.length - count), ring.length - at);
        bytes.get(ring, at, length);
        count += length;
    }

    private void grow(int size) {
        byte[] larger = new byte[size];
        int head = Math.min(count, ring.length - first);
        System.arraycopy(ring, first, larger, 0, head);
        System.arraycopy(ring, 0, larger, head, count - head);
        ring = larger;
        first = 0;
    }

    private int take(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (count == 0) {
            if (lost != null) {
                throw new IOException(lost);
            }
            return -1;
        }
        int taken = Math.min(Math.min(length, count), ring.length - first);
        System.arraycopy(ring, first, into, offset, taken);
        first = (first + taken) % ring.length;
        count -= taken;
        changed.signalAll();
        return taken;
    }
}
