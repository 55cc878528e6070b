/**
 * What changes, told while it changes. One thread reads a changed session once and hands it to everybody who listens; a
 * listener keeps the newest state of each session only, so that a slow one costs no more than the number of sessions.
 */
@NullMarked
package dev.sessionhub.web.events;

import org.jspecify.annotations.NullMarked;
