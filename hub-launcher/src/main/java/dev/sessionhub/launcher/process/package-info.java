/** Processes and files they hold: who runs on a data directory, and how a command is run and its failure named. */
@NullMarked
package dev.sessionhub.launcher.process;

import org.jspecify.annotations.NullMarked;
