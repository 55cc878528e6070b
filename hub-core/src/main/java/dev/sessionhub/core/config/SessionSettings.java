package dev.sessionhub.core.config;

import java.time.Duration;

/**
 * How sessions are kept.
 *
 * @param retention how long the work of a deleted session can be restored
 * @param terminalHistory how many lines of history a terminal keeps
 */
public record SessionSettings(Duration retention, int terminalHistory) {}
