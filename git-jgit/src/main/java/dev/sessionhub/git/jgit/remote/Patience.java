package dev.sessionhub.git.jgit.remote;

import java.time.Duration;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Gives a transfer up when its thread is interrupted or its time is over. */
final class Patience extends EmptyProgressMonitor {

    private final long start = System.nanoTime();
    private final Duration limit;

    Patience(Duration limit) {
        this.limit = limit;
    }

    boolean isOver() {
        return System.nanoTime() - start > limit.toNanos();
    }

    @Override
    public boolean isCancelled() {
        return Thread.currentThread().isInterrupted() || isOver();
    }
}
