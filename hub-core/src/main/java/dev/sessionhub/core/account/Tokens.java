package dev.sessionhub.core.account;

import dev.sessionhub.spi.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * What a client shows instead of a password. A token is dead everywhere in this process when {@link #revoke} returns;
 * what another process does (disabling an account, changing a password) is noticed within two seconds.
 */
public final class Tokens {

    /** Hears which credentials have just died. */
    @FunctionalInterface
    public interface RevocationListener {
        /** Credentials that match are dead. */
        void revoked(Predicate<Credential> dead);
    }

    private static final long CACHE_NANOS = Duration.ofSeconds(2).toNanos();
    private static final int CACHE_SIZE = 10_000;
    private static final Duration TOUCH_EVERY = Duration.ofMinutes(1);
    private static final int LONGEST = 256;

    private final TokenStore store;
    private final TokenKey key;
    private final Duration lifetime;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Map<TokenId, Cached> cache = new ConcurrentHashMap<>();
    private final AtomicLong revocations = new AtomicLong();
    private final List<RevocationListener> listeners = new CopyOnWriteArrayList<>();

    private record Cached(Credential credential, long since) {}

    public Tokens(TokenStore store, TokenKey key, Duration lifetime, Clock clock, LongSupplier nanos) {
        this.store = store;
        this.key = key;
        this.lifetime = lifetime;
        this.clock = clock;
        this.nanos = nanos;
    }

    /** Makes a token. */
    public IssuedToken issue(User user) {
        String token = TokenHalves.next().whole();
        Instant now = clock.instant();
        Instant expiresAt = now.plus(lifetime);
        store.insert(key.idOf(token), user.id(), now, expiresAt);
        return new IssuedToken(Secret.of(token), expiresAt, user);
    }

    /** Whose token this is; empty if it is none of ours, dead or expired. */
    public Optional<Credential> authenticate(String token) {
        return token.isEmpty() || token.length() > LONGEST ? Optional.empty() : find(key.idOf(token));
    }

    /** How to name a text that may be a token, or a half of one, without keeping it. */
    public TokenId name(String text) {
        return key.idOf(text);
    }

    /** Whether a token that was valid still is, and with which rights. */
    public Optional<Credential> find(TokenId token) {
        return cached(token).or(() -> read(token));
    }

    /** Ends a token at once. */
    public void revoke(TokenId token) {
        store.delete(token);
        forget(credential -> credential.token().equals(token));
    }

    /** Ends every token of an account at once. */
    public void revokeAllOf(UUID account) {
        store.deleteAllOf(account);
        forget(credential -> credential.user().id().equals(account));
    }

    /** Removes what has expired from the database. */
    public void sweep() {
        store.deleteExpired(clock.instant());
    }

    /** Tells somebody about tokens that end before their time. */
    public void onRevoked(RevocationListener listener) {
        listeners.add(listener);
    }

    private Optional<Credential> cached(TokenId token) {
        return Optional.ofNullable(cache.get(token))
                .filter(cached -> nanos.getAsLong() - cached.since < CACHE_NANOS)
                .map(Cached::credential)
                .filter(credential -> credential.expiresAt().isAfter(clock.instant()));
    }

    private Optional<Credential> read(TokenId token) {
        long seen = revocations.get();
        long since = nanos.getAsLong();
        Instant now = clock.instant();
        Optional<TokenStore.Found> found = store.find(token, now, now.minus(TOUCH_EVERY));
        if (found.isEmpty()) {
            cache.remove(token);
            return Optional.empty();
        }
        if (found.get().idle()) {
            store.touch(token, now);
        }
        remember(found.get().credential(), since, seen);
        return Optional.of(found.get().credential());
    }

    /** A token that is revoked while it is being read must not come back through the cache. */
    private void remember(Credential credential, long since, long seen) {
        if (cache.size() >= CACHE_SIZE) {
            cache.clear();
        }
        cache.put(credential.token(), new Cached(credential, since));
        if (revocations.get() != seen) {
            cache.remove(credential.token());
        }
    }

    private void forget(Predicate<Credential> dead) {
        revocations.incrementAndGet();
        cache.values().removeIf(cached -> dead.test(cached.credential));
        listeners.forEach(listener -> listener.revoked(dead));
    }
}
