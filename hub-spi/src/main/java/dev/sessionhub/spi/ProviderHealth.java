package dev.sessionhub.spi;

import java.util.Objects;

/**
 * Whether the system behind an instance can be used now.
 *
 * @param status the verdict
 * @param summary one sentence for people: what was checked and, unless {@code UP}, what is wrong and what to do
 * @since 1.0
 */
public record ProviderHealth(Status status, String summary) {

    /** The verdict of a health check. */
    public enum Status {
        /** New sessions can be made and existing ones reached. */
        UP,
        /** Existing sessions can be reached, but something is wrong. */
        DEGRADED,
        /** The system cannot be reached or used. */
        DOWN
    }

    /** Checks that both parts are there. */
    public ProviderHealth {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(summary, "summary");
    }

    /**
     * Everything works.
     *
     * @param summary what was checked
     * @return a health of status {@code UP}
     */
    public static ProviderHealth up(String summary) {
        return new ProviderHealth(Status.UP, summary);
    }

    /**
     * Nothing works.
     *
     * @param summary what is wrong and what to do
     * @return a health of status {@code DOWN}
     */
    public static ProviderHealth down(String summary) {
        return new ProviderHealth(Status.DOWN, summary);
    }
}
