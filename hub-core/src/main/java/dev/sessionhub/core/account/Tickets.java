package dev.sessionhub.core.account;

import dev.sessionhub.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** One attach to one session, once, within thirty seconds. In memory only: a ticket does not outlive the hub. */
public final class Tickets {

    private static final Duration LIFETIME = Duration.ofSeconds(30);
    private static final int MOST = 10_000;

    private final Clock clock;
    private final LongSupplier nanos;
    private final Map<String, Issued> open = new LinkedHashMap<>();

    private record Issued(Grant grant, long since) {}

    public Tickets(Clock clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
    }

    /** Makes a ticket. The oldest open ones give way when there are too many. */
    public synchronized Ticket issue(Grant grant) {
        drop();
        String value = RandomText.next();
        open.put(hash(value), new Issued(grant, nanos.getAsLong()));
        return new Ticket(Secret.of(value), clock.instant().plus(LIFETIME));
    }

    /** Takes a ticket in; empty if there is no such ticket, or it was used or is too old. */
    public synchronized Optional<Grant> redeem(String value) {
        return Optional.ofNullable(open.remove(hash(value)))
                .filter(issued -> !old(issued))
                .map(Issued::grant);
    }

    private void drop() {
        var oldest = open.values().iterator();
        while (oldest.hasNext() && (old(oldest.next()) || open.size() >= MOST)) {
            oldest.remove();
        }
    }

    private boolean old(Issued issued) {
        return nanos.getAsLong() - issued.since > LIFETIME.toNanos();
    }

    private static String hash(String value) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
