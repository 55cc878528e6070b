package dev.sessionhub.core.terminal;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Guards the state of one terminal. Nothing that waits is done under it: no socket, no pipe, no listener. */
final class TerminalLock {

    private final ReentrantLock lock = new ReentrantLock();

    void run(Runnable task) {
        lock.lock();
        try {
            task.run();
        } finally {
            lock.unlock();
        }
    }

    <T> T get(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }
}
