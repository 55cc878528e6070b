package dev.sessionhub.core.plugin.guard;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the hub and one instance of a plug-in: bounded in time, in number, and in what comes out.
 *
 * <p>A call that does not come back keeps its slot until it does, so that a hanging plug-in holds a bounded number of
 * threads and no more.
 */
public final class Guard {

    private static final Logger LOG = System.getLogger(Guard.class.getName());

    private final String name;
    private final ClassLoader loader;
    private final Semaphore slots;
    private final Duration admission;
    private final Quarantine quarantine;
    /** By operation; the log has the same fault once, until that operation succeeds. */
    private final Map<String, String> faults = new ConcurrentHashMap<>();

    /**
     * Made for one instance.
     *
     * @param name the instance's name
     * @param loader its plug-in's class loader
     * @param slots how many calls may be under way
     * @param admission how long a call may wait for a slot
     * @param quarantine what leaves the instance alone when it keeps failing
     */
    public Guard(String name, ClassLoader loader, int slots, Duration admission, Quarantine quarantine) {
        this.name = name;
        this.loader = loader;
        this.slots = new Semaphore(slots, true);
        this.admission = admission;
        this.quarantine = quarantine;
    }

    /** {@return the instance's name} */
    public String name() {
        return name;
    }

    /** {@return what leaves the instance alone} */
    public Quarantine quarantine() {
        return quarantine;
    }

    /** Calls the plug-in for nothing but the effect. */
    void run(String operation, Duration deadline, Runnable call) {
        call(operation, deadline, () -> {
            call.run();
            return Boolean.TRUE;
        });
    }

    /** Calls the plug-in. */
    <T> T call(String operation, Duration deadline, Callable<T> call) {
        return call(operation, deadline, call, _ -> {});
    }

    /**
     * Calls the plug-in.
     *
     * @param operation what is done, for messages
     * @param deadline how long it may take
     * @param call the plug-in's method
     * @param late undoes what a call made that came back when nobody waited for it any more
     * @param <T> the kind of answer
     * @return its answer
     * @throws ProviderException and nothing else
     */
    public <T> T call(String operation, Duration deadline, Callable<T> call, Consumer<? super T> late) {
        refuseInQuarantine(operation);
        takeSlot(operation);
        DetachedCall<T> detached = new DetachedCall<>(name + " " + operation, loader, call, late, slots::release);
        try {
            T answer = checked(operation, detached.run(deadline));
            quarantine.succeeded();
            faults.remove(operation);
            return answer;
        } catch (TimeoutException _) {
            throw noticed(new ProviderException(
                    Code.TIMEOUT, said(operation, "did not answer within " + deadline.toMillis() + " ms")));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new ProviderException(Code.CANCELLED, said(operation, "was interrupted"));
        } catch (ExecutionException failure) {
            throw noticed(translate(operation, failure.getCause()));
        } catch (ProviderException failure) {
            throw noticed(failure);
        }
    }

    /**
     * Closes something of the plug-in's; never throws.
     *
     * @param deadline how long that may take
     * @param close the plug-in's method
     */
    public void close(Duration deadline, Runnable close) {
        try {
            new DetachedCall<>(name + " close", loader, () -> {
                        close.run();
                        return Boolean.TRUE;
                    })
                    .run(deadline);
        } catch (TimeoutException | ExecutionException failure) {
            LOG.log(Level.WARNING, said("close", "failed"), failure);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * What left the plug-in, as the contract wants it; logged if the contract is broken.
     *
     * @param operation what was done, for messages
     * @param thrown whatever it was
     * @return to be thrown
     */
    ProviderException translate(String operation, @Nullable Throwable thrown) {
        if (!(thrown instanceof ProviderException)) {
            LOG.log(levelOf(operation, kind(thrown)), said(operation, "broke its contract"), thrown);
        }
        return named(operation, thrown);
    }

    /**
     * What left the plug-in, as the contract wants it.
     *
     * @param operation what was done, for messages
     * @param thrown whatever it was
     * @return to be thrown
     */
    public ProviderException named(String operation, @Nullable Throwable thrown) {
        if (thrown instanceof ProviderException fair) {
            return fair;
        }
        ProviderException failure = new ProviderException(
                Code.INTERNAL, said(operation, "failed with " + kind(thrown) + ", a fault of its plug-in"));
        if (thrown != null) {
            failure.initCause(thrown);
        }
        return failure;
    }

    /** Refuses and logs null, which no method of a plug-in may answer. */
    <T> T checked(String operation, @Nullable T answer) {
        try {
            return notNull(operation, answer);
        } catch (ProviderException fault) {
            LOG.log(levelOf(operation, String.valueOf(fault.getMessage())), fault.getMessage());
            throw fault;
        }
    }

    /**
     * Refuses null.
     *
     * @param operation what was done, for messages
     * @param answer what the plug-in said
     * @param <T> the kind of answer
     * @return the answer
     */
    public <T> T notNull(String operation, @Nullable T answer) {
        if (answer == null) {
            throw new ProviderException(Code.INTERNAL, said(operation, "answered null, a fault of its plug-in"));
        }
        return answer;
    }

    private static String kind(@Nullable Throwable thrown) {
        return thrown == null ? "nothing" : thrown.getClass().getName();
    }

    private Level levelOf(String operation, String fault) {
        return fault.equals(faults.put(operation, fault)) ? Level.DEBUG : Level.ERROR;
    }

    private void refuseInQuarantine(String operation) {
        quarantine.reason().ifPresent(reason -> {
            throw new ProviderException(Code.UNAVAILABLE, said(operation, "was not tried; it is " + reason));
        });
    }

    private void takeSlot(String operation) {
        try {
            if (slots.tryAcquire(admission.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new ProviderException(Code.CANCELLED, said(operation, "was interrupted"));
        }
        throw new ProviderException(
                Code.LIMIT_EXCEEDED, said(operation, "was not tried: too many calls are under way; try again later"));
    }

    private ProviderException noticed(ProviderException failure) {
        if (quarantine.failed(failure)) {
            LOG.log(Level.WARNING, "{0} is {1}", name, quarantine.reason().orElse("free"));
        }
        return failure;
    }

    private String said(String operation, String what) {
        return "\"" + name + "\": " + operation + " " + what;
    }
}
