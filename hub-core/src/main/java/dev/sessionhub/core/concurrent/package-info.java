/**
 * Where threads are made, and nowhere else: every thread of the hub has a name that says what it does, and blocking
 * code runs on virtual threads. Only what blocks in native code for long (pipes of processes) gets a platform thread,
 * since a virtual one would hold its carrier.
 */
@NullMarked
package dev.sessionhub.core.concurrent;

import org.jspecify.annotations.NullMarked;
