package dev.sessionhub.core.plugin.guard;

import java.time.Duration;

/**
 * How long calls of a plug-in may take.
 *
 * @param query looking at something: find, list, usage, status
 * @param change starting, stopping (beyond its grace), removing, running a program, changing a branch
 * @param creation making an environment or a worktree, carrying commits
 * @param transfer carrying a whole workspace
 * @param admission waiting for one of the instance's call slots
 */
public record Deadlines(Duration query, Duration change, Duration creation, Duration transfer, Duration admission) {

    /** In the product. */
    public static final Deadlines DEFAULTS = new Deadlines(
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            Duration.ofMinutes(5),
            Duration.ofHours(1),
            Duration.ofSeconds(5));
}
