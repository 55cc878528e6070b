package dev.sessionhub.core.session;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/** Bounds for how many sessions of one provider something is done at once: a provider that hangs keeps no other's waiting. */
final class Turns {

    private final int atOnce;
    private final Map<String, Semaphore> byProvider = new ConcurrentHashMap<>();

    Turns(int atOnce) {
        this.atOnce = atOnce;
    }

    boolean take(String provider, BooleanSupplier work) {
        Semaphore turn = turns(provider);
        turn.acquireUninterruptibly();
        try {
            return work.getAsBoolean();
        } finally {
            turn.release();
        }
    }

    /** The same for work that may be called off while it waits. */
    void run(String provider, Runnable work) throws InterruptedException {
        Semaphore turn = turns(provider);
        turn.acquire();
        try {
            work.run();
        } finally {
            turn.release();
        }
    }

    private Semaphore turns(String provider) {
        return byProvider.computeIfAbsent(provider, _ -> new Semaphore(atOnce, true));
    }
}
