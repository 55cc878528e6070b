package dev.sessionhub.core.plugin.health;

import java.time.Instant;
import java.util.Optional;

/**
 * How an instance was when it was last looked at.
 *
 * @param verdict whether it can be used
 * @param summary one sentence for people: what was checked, what is wrong and what to do
 * @param checkedAt when that was seen; empty before the first check
 */
public record ProviderStatus(Verdict verdict, String summary, Optional<Instant> checkedAt) {

    /** Whether an instance can be used. */
    public enum Verdict {
        /** Not looked at yet. */
        UNKNOWN,
        /** It can. */
        UP,
        /** Existing sessions can be reached, but something is wrong. */
        DEGRADED,
        /** It cannot, or is in quarantine, or its plug-in is missing or broken. */
        DOWN
    }

    static final ProviderStatus UNKNOWN = new ProviderStatus(Verdict.UNKNOWN, "not checked yet", Optional.empty());
}
