package dev.sessionhub.provider.proxmox;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Lets everybody who polls take turns, in the order they came, at most one in an interval. */
final class Pacer {

    private final ReentrantLock turn = new ReentrantLock(true);
    private final long interval;
    private long next = System.nanoTime();

    Pacer(Duration interval) {
        this.interval = interval.toNanos();
    }

    /** Returns when an interval is over and it is the caller's turn: for whom an answer did not suit. */
    void pause() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(interval);
        await();
    }

    /** Returns when it is the caller's turn. */
    void await() throws InterruptedException {
        turn.lockInterruptibly();
        try {
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            next = System.nanoTime() + interval;
        } finally {
            turn.unlock();
        }
    }
}
