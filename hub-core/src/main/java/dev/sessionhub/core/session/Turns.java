package dev.sessionhub.core.session;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/** Bounds how many sessions of one provider are brought up at once: a provider that hangs keeps no other's waiting. */
final class Turns {

    private final int atOnce;
    private final Map<String, Semaphore> byProvider = new ConcurrentHashMap<>();

    Turns(int atOnce) {
        this.atOnce = atOnce;
    }

    boolean take(String provider, BooleanSupplier work) {
        Semaphore turn = byProvider.computeIfAbsent(provider, _ -> new Semaphore(atOnce, true));
        turn.acquireUninterruptibly();
        try {
            return work.getAsBoolean();
        } finally {
            turn.release();
        }
    }
}
