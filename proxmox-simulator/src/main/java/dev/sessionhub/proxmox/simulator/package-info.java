/**
 * A stand-in for a Proxmox VE cluster, for tests: the API as recorded exchanges show it, on guests that are entries in
 * memory or real LXC containers of this machine. Not part of what is shipped.
 */
@NullMarked
package dev.sessionhub.proxmox.simulator;

import org.jspecify.annotations.NullMarked;
