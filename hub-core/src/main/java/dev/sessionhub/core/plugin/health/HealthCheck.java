package dev.sessionhub.core.plugin.health;

import dev.sessionhub.core.plugin.guard.DetachedCall;
import dev.sessionhub.core.plugin.guard.Guard;
import dev.sessionhub.core.plugin.guard.Quarantine;
import dev.sessionhub.core.plugin.health.ProviderStatus.Verdict;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderHealth;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Looks after one instance: keeps the last verdict, and lets the instance out of quarantine when it is well again. */
public final class HealthCheck {

    private static final Logger LOG = System.getLogger(HealthCheck.class.getName());

    /** The contract gives an instance five seconds. */
    private static final Duration DEADLINE = Duration.ofSeconds(6);

    private final Guard guard;
    private final ClassLoader loader;
    private final Callable<ProviderHealth> check;
    private final InstantSource clock;
    private final Runnable returned;
    private final AtomicReference<@Nullable Instant> underWay = new AtomicReference<>();
    private volatile ProviderStatus last = ProviderStatus.UNKNOWN;

    /**
     * Looks after one instance.
     *
     * @param guard its guard
     * @param loader its plug-in's class loader
     * @param check the plug-in's own check
     * @param clock what time it is
     * @param returned told when it comes back from quarantine
     */
    public HealthCheck(
            Guard guard, ClassLoader loader, Callable<ProviderHealth> check, InstantSource clock, Runnable returned) {
        this.guard = guard;
        this.loader = loader;
        this.check = check;
        this.clock = clock;
        this.returned = returned;
    }

    /** {@return the last verdict; quarantine overrules it} */
    public ProviderStatus status() {
        ProviderStatus seen = last;
        return guard.quarantine()
                .reason()
                .map(reason -> new ProviderStatus(Verdict.DOWN, reason, seen.checkedAt()))
                .orElse(seen);
    }

    /** {@return the last verdict in the words of the contract} */
    public ProviderHealth health() {
        ProviderStatus status = status();
        ProviderHealth.Status word = switch (status.verdict()) {
            case UP -> ProviderHealth.Status.UP;
            case DEGRADED -> ProviderHealth.Status.DEGRADED;
            case UNKNOWN, DOWN -> ProviderHealth.Status.DOWN;
        };
        return new ProviderHealth(word, status.summary());
    }

    /** Checks now, unless the last check still hangs or the quarantine's pause is not over. */
    void run() {
        Quarantine.Phase phase = guard.quarantine().phase();
        if (phase == Quarantine.Phase.SHUT) {
            return;
        }
        Instant now = clock.instant();
        @Nullable Instant hanging = underWay.compareAndExchange(null, now);
        see(hanging == null ? ask(now) : down("its health check of " + hanging + " has not answered yet", now));
        if (phase == Quarantine.Phase.DUE) {
            decide();
        }
    }

    /** Whether the next check decides if it may come back. */
    boolean decides() {
        return guard.quarantine().phase() == Quarantine.Phase.DUE;
    }

    /** The log has a line for each change and none for the checks between. */
    private synchronized void see(ProviderStatus now) {
        Verdict before = last.verdict();
        last = now;
        boolean well = now.verdict() == Verdict.UP;
        if (now.verdict() != before && !(well && before == Verdict.UNKNOWN)) {
            LOG.log(well ? Level.INFO : Level.WARNING, "{0} is {1}: {2}", guard.name(), now.verdict(), now.summary());
        }
    }

    private void decide() {
        if (last.verdict() == Verdict.DOWN) {
            guard.quarantine().extend("its health check says: " + last.summary());
        } else {
            guard.quarantine().release();
            LOG.log(Level.INFO, "{0} is out of quarantine: {1}", guard.name(), last.summary());
            returned.run();
        }
    }

    private ProviderStatus ask(Instant now) {
        DetachedCall<ProviderHealth> call = new DetachedCall<>(guard.name() + " health", loader, this::checkOnce);
        try {
            ProviderHealth health = guard.notNull("health", call.run(DEADLINE));
            Verdict verdict = Verdict.valueOf(health.status().name());
            Optional<String> threads = PluginThreads.complaint(loader);
            return new ProviderStatus(
                    verdict == Verdict.UP && threads.isPresent() ? Verdict.DEGRADED : verdict,
                    threads.orElse(health.summary()),
                    Optional.of(clock.instant()));
        } catch (TimeoutException _) {
            return down("its health check did not answer within " + DEADLINE.toSeconds() + " s", now);
        } catch (ExecutionException failure) {
            LOG.log(Level.DEBUG, guard.name() + " health", failure.getCause());
            return down(String.valueOf(guard.named("health", failure.getCause()).getMessage()), now);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return down("the check was interrupted", now);
        } catch (ProviderException fault) {
            return down(String.valueOf(fault.getMessage()), now);
        }
    }

    /** It is over before its answer is there: whoever checks again at once must not find it hanging. */
    private ProviderHealth checkOnce() throws Exception {
        try {
            return check.call();
        } finally {
            underWay.set(null);
        }
    }

    private static ProviderStatus down(String summary, Instant at) {
        return new ProviderStatus(Verdict.DOWN, summary, Optional.of(at));
    }
}
