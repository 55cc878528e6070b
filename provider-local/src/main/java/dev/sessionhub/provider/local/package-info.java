/**
 * Sessions as processes of the hub's own machine and user: no isolation, and it says so by not declaring it.
 *
 * <p>An environment is a small directory and a mark: every program started in it carries {@code SESSION_HUB_CONTAINER}
 * in its environment, and {@code /proc} tells which processes carry it, whoever started them and however often they
 * forked. Nothing is kept in memory, so that the hub can be killed and started again at any moment.
 *
 * <p>Secrets are given to programs in their environment only, never as arguments. To survive a restart of the hub they
 * are kept in a file that only the hub's user can read, inside a directory that only this user can enter. That gives
 * nothing away: the same user can read {@code /proc/PID/environ} of the session's processes anyway.
 */
@NullMarked
package dev.sessionhub.provider.local;

import org.jspecify.annotations.NullMarked;
