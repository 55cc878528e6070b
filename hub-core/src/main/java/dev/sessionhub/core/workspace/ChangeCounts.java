package dev.sessionhub.core.workspace;

/**
 * How much a session changed, for a list.
 *
 * @param files changed files
 * @param additions added lines
 * @param deletions deleted lines
 */
public record ChangeCounts(int files, long additions, long deletions) {}
