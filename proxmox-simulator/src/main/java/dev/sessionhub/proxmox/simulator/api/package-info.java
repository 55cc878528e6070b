/**
 * The calls of the API on a cluster, in the order in which Proxmox VE checks them: who asks, whether there is such a
 * call, whether tokens may use it, rights, the node, parameters, and only then the call itself.
 */
@NullMarked
package dev.sessionhub.proxmox.simulator.api;

import org.jspecify.annotations.NullMarked;
