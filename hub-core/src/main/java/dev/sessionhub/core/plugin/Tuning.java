package dev.sessionhub.core.plugin;

import dev.sessionhub.core.plugin.guard.Deadlines;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How patient the hub is with plug-ins. One set of values for all of them; tests have shorter ones.
 *
 * @param loading how long a plug-in's classes and instances may take to be made
 * @param deadlines how long calls may take
 * @param slots how many calls of one instance may be under way
 * @param healthPause time between two health checks
 * @param firstPause the first quarantine
 * @param longestPause the longest quarantine
 * @param clock what time it is
 */
record Tuning(
        Duration loading,
        Deadlines deadlines,
        int slots,
        Duration healthPause,
        Duration firstPause,
        Duration longestPause,
        InstantSource clock) {

    static final Tuning DEFAULTS = new Tuning(
            Duration.ofSeconds(10),
            Deadlines.DEFAULTS,
            64,
            Duration.ofSeconds(15),
            Duration.ofSeconds(15),
            Duration.ofMinutes(5),
            InstantSource.system());
}
