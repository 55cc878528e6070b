/**
 * The protocol of the control mode of tmux: requests out, answers and announcements in.
 *
 * <p>One thread reads and never waits for anybody; giving a request never waits either. What the lines mean is not known
 * here.
 */
@NullMarked
package dev.sessionhub.core.terminal.control;

import org.jspecify.annotations.NullMarked;
