package dev.sessionhub.core.session;

import dev.sessionhub.core.concurrent.HubThreads;
import dev.sessionhub.core.database.DatabaseTrouble;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Does things again and again, each on a thread of its own, until it is closed. A round that fails is followed by the next. */
final class Rounds implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Rounds.class.getName());

    /** The server announces the application a moment before its database can be looked up. */
    private static final Duration EARLY_PAUSE = Duration.ofMillis(200);

    private static final int EARLY_ATTEMPTS = 50;

    private final Semaphore calls = new Semaphore(0);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean databaseAway = new AtomicBoolean();

    /** The first round is at once. */
    void repeat(String name, Duration every, Runnable round) {
        repeat(name, () -> isClosedAfter(every), round);
    }

    /** The same for the one thing that {@link #call} calls for. */
    void repeatOrOnCall(String name, Duration every, Runnable round) {
        repeat(name, () -> isClosedOnCall(every), round);
    }

    /** Has the next round now. */
    void call() {
        calls.release();
    }

    /** An outage of the database is told once, and so is its end. */
    void databaseAnswers() {
        if (databaseAway.getAndSet(false)) {
            LOG.log(Level.INFO, "the database answers again");
        }
    }

    @Override
    public void close() {
        closed.countDown();
        calls.release();
    }

    private void repeat(String name, BooleanSupplier isClosedAtNext, Runnable round) {
        HubThreads.start(name, () -> {
            for (int early = 1; early < EARLY_ATTEMPTS && !succeeds(name, round, Level.DEBUG); early++) {
                if (isClosedAfter(EARLY_PAUSE)) {
                    return;
                }
            }
            while (!isClosedAtNext.getAsBoolean()) {
                succeeds(name, round, Level.WARNING);
            }
        });
    }

    private boolean succeeds(String name, Runnable round, Level level) {
        try {
            round.run();
            return true;
        } catch (RuntimeException failure) {
            failed(name, failure, level);
        } catch (Error failure) {
            LOG.log(Level.ERROR, name + " failed and tries again", failure);
        }
        return false;
    }

    private void failed(String name, RuntimeException failure, Level level) {
        if (level != Level.WARNING || !DatabaseTrouble.isCauseOf(failure)) {
            LOG.log(level, name + " failed and tries again", failure);
        } else if (!databaseAway.getAndSet(true)) {
            String why = DatabaseTrouble.inWords(failure);
            LOG.log(Level.WARNING, "the database does not answer; sessions go on: {0}", why);
        }
    }

    private boolean isClosedOnCall(Duration pause) {
        try {
            if (calls.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                calls.drainPermits();
            }
            return closed.getCount() == 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private boolean isClosedAfter(Duration pause) {
        try {
            return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
