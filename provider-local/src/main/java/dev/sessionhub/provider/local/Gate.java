package dev.sessionhub.provider.local;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Keeps the operations on one environment apart: one start, stop or removal at a time, and no program is started once a
 * stop has begun to look for programs.
 */
final class Gate {

    private final Lock lifecycle = new ReentrantLock();
    private final ReadWriteLock spawning = new ReentrantReadWriteLock();
    private boolean stopping;

    /** Runs a start. */
    void starting(String what, Runnable work) {
        alone(what, work);
    }

    /** Runs a stop or a removal; meanwhile no program is started. */
    void stopping(String what, Runnable work) {
        alone(what, () -> {
            stopping(true);
            try {
                work.run();
            } finally {
                stopping(false);
            }
        });
    }

    /** Starts a program. */
    <T> T spawning(String what, Supplier<T> work) {
        spawning.readLock().lock();
        try {
            if (stopping) {
                throw new ProviderException(Code.CONFLICT, what + " failed: the environment is being stopped");
            }
            return work.get();
        } finally {
            spawning.readLock().unlock();
        }
    }

    private void alone(String what, Runnable work) {
        try {
            lifecycle.lockInterruptibly();
        } catch (InterruptedException _) {
            throw Failures.cancelled(what);
        }
        try {
            work.run();
        } finally {
            lifecycle.unlock();
        }
    }

    private void stopping(boolean value) {
        spawning.writeLock().lock();
        try {
            stopping = value;
        } finally {
            spawning.writeLock().unlock();
        }
    }
}
