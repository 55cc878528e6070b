package dev.sessionhub.core.account;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Slows down guessing: after some failures every further one doubles the wait, for a user name and for an address. An
 * attempt counts as failed from its beginning, so that many at once gain nothing. A name waits a minute at most: a stranger
 * who guesses must not lock its owner out. Of an IPv6 address the first half counts, as one host has all of the other.
 */
public final class LoginThrottle {

    private static final int FREE_FOR_NAME = 5;
    private static final int FREE_FOR_ADDRESS = 20;
    private static final Duration LONGEST_FOR_NAME = Duration.ofMinutes(1);
    private static final Duration LONGEST_FOR_ADDRESS = Duration.ofMinutes(15);
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(30);
    private static final int MOST = 10_000;
    private static final int IPV6_BYTES = 16;

    private final LongSupplier nanos;
    private final Map<String, Failures> names = bounded();
    private final Map<String, Failures> addresses = bounded();

    /** So many failures, the last of them then. */
    private record Failures(int count, long last) {}

    public LoginThrottle(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Begins an attempt.
     *
     * @throws TooManyAttemptsException if it comes too early; then it does not count
     */
    public synchronized void begin(String username, String address) {
        String network = network(address);
        Duration wait = longer(
                wait(names.get(username), FREE_FOR_NAME, LONGEST_FOR_NAME),
                wait(addresses.get(network), FREE_FOR_ADDRESS, LONGEST_FOR_ADDRESS));
        if (wait.isPositive()) {
            throw new TooManyAttemptsException(wait);
        }
        count(names, username);
        count(addresses, network);
    }

    /** The attempt was a success after all. */
    public synchronized void succeeded(String username, String address) {
        names.remove(username);
        addresses.computeIfPresent(
                network(address), (key, failures) -> new Failures(failures.count - 1, failures.last));
    }

    private void count(Map<String, Failures> map, String key) {
        Failures before = map.get(key);
        int count = before == null || since(before).compareTo(FORGOTTEN_AFTER) > 0 ? 0 : before.count;
        map.put(key, new Failures(count + 1, nanos.getAsLong()));
    }

    private Duration wait(@Nullable Failures failures, int free, Duration longest) {
        if (failures == null || failures.count < free) {
            return Duration.ZERO;
        }
        int doublings = Math.min(failures.count - free, 20);
        Duration full = Duration.ofSeconds(1L << doublings);
        return (full.compareTo(longest) > 0 ? longest : full).minus(since(failures));
    }

    private Duration since(Failures failures) {
        return Duration.ofNanos(nanos.getAsLong() - failures.last);
    }

    private static String network(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length == IPV6_BYTES ? HexFormat.of().formatHex(bytes, 0, IPV6_BYTES / 2) : address;
        } catch (IllegalArgumentException _) {
            return address;
        }
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static Map<String, Failures> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                return size() > MOST;
            }
        };
    }
}
