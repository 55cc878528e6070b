package dev.sessionhub.provider.local;

import dev.sessionhub.provider.local.ProcessTable.Entry;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Ends processes: asks first, kills what is left after the grace, and looks again until there is none, since a process
 * may fork between the look and the kill.
 */
final class Sweep {

    private static final Duration KILL = Duration.ofSeconds(10);

    private final Supplier<List<Entry>> look;

    Sweep(Supplier<List<Entry>> look) {
        this.look = look;
    }

    /**
     * Ends what the look shows.
     *
     * @param what the operation, for messages
     * @param grace how long to wait between asking and killing
     */
    void end(String what, Duration grace) throws InterruptedException {
        List<Entry> first = look.get();
        if (first.isEmpty()) {
            return;
        }
        if (grace.isPositive()) {
            first.forEach(entry -> entry.signal(false));
            await(grace, false);
        }
        List<Entry> left = await(KILL, true);
        if (!left.isEmpty()) {
            throw new ProviderException(
                    Code.TIMEOUT, what + " failed: processes " + numbers(left) + " could not be killed");
        }
    }

    private List<Entry> await(Duration limit, boolean kill) throws InterruptedException {
        long begin = System.nanoTime();
        long pause = 2;
        List<Entry> left = look.get();
        while (!left.isEmpty() && System.nanoTime() - begin < limit.toNanos()) {
            if (kill) {
                left.forEach(entry -> entry.signal(true));
            }
            Thread.sleep(pause);
            pause = Math.min(50, pause * 2);
            left = look.get();
        }
        return left;
    }

    private static List<Long> numbers(List<Entry> entries) {
        return entries.stream().map(Entry::pid).toList();
    }
}
