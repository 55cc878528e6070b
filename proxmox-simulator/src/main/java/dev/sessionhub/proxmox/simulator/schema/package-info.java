/** The official description of the API, as far as the simulator knows it, and the check of parameters against it. */
@NullMarked
package dev.sessionhub.proxmox.simulator.schema;

import org.jspecify.annotations.NullMarked;
