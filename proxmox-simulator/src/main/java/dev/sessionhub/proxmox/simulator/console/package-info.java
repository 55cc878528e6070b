/** A simulator as a program of its own, which is told on its standard input what shall go wrong. */
@NullMarked
package dev.sessionhub.proxmox.simulator.console;

import org.jspecify.annotations.NullMarked;
