package dev.sessionhub.core.workspace;

import dev.sessionhub.spi.git.RemoteUrl;

/**
 * A copy of a repository of another machine that is being made.
 *
 * @param remote where from
 * @param bytes how much of it is on the hub's disk
 */
public record CloneUnderway(RemoteUrl remote, long bytes) {}
