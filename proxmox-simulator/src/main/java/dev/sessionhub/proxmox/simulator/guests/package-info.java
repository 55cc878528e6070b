/** What guests really are: entries in memory, or LXC containers of this machine. */
@NullMarked
package dev.sessionhub.proxmox.simulator.guests;

import org.jspecify.annotations.NullMarked;
