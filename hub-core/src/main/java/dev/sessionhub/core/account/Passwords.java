package dev.sessionhub.core.account;

import dev.sessionhub.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.mindrot.jbcrypt.BCrypt;

/**
 * bcrypt, which looks at 72 bytes only: a longer password is refused when it is set and never matches when it is checked.
 * A check costs a quarter of a second of a processor, so only few run at a time: a flood of logins must not starve sessions.
 */
public final class Passwords {

    private static final int MOST_BYTES = 72;
    private static final int LEAST_CHARACTERS = 8;
    private static final int COST = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Semaphore slots;
    private final int cost;
    private final String nobody;

    public Passwords() {
        this(COST, Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    Passwords(int cost, int concurrency) {
        this.cost = cost;
        this.slots = new Semaphore(concurrency, true);
        this.nobody = BCrypt.hashpw("nobody has this password", BCrypt.gensalt(cost));
    }

    /** The hash to store. */
    public String hash(Secret password) {
        String text = password.reveal();
        if (tooLong(text)) {
            throw new WeakPasswordException("a password has at most " + MOST_BYTES + " bytes");
        }
        if (text.codePointCount(0, text.length()) < LEAST_CHARACTERS) {
            throw new WeakPasswordException("a password has at least " + LEAST_CHARACTERS + " characters");
        }
        return slowly(() -> BCrypt.hashpw(text, BCrypt.gensalt(cost)));
    }

    /** Whether a password has this hash; takes as long where there is none. */
    public boolean matches(Secret password, Optional<String> hash) {
        String text = password.reveal();
        boolean same = slowly(() -> BCrypt.checkpw(text, hash.orElse(nobody)));
        return same && hash.isPresent() && !tooLong(text);
    }

    private <T> T slowly(Supplier<T> work) {
        try {
            if (!slots.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TooManyAttemptsException(PATIENCE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new TooManyAttemptsException(PATIENCE);
        }
        try {
            return work.get();
        } finally {
            slots.release();
        }
    }

    private static boolean tooLong(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES;
    }
}
