package dev.sessionhub.spi.tck.container;

/**
 * A program that has ended.
 *
 * @param exitCode its exit code
 * @param out what it wrote to its standard output
 * @param err what it wrote to its standard error
 */
record Ended(int exitCode, String out, String err) {}
