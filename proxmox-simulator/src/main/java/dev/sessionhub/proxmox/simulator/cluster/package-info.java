/**
 * What a cluster is made of: nodes, guests with their configuration and locks, storages, users and what they may,
 * tasks. Everything that changes is guarded by the {@link dev.sessionhub.proxmox.simulator.cluster.Cluster}'s monitor.
 */
@NullMarked
package dev.sessionhub.proxmox.simulator.cluster;

import org.jspecify.annotations.NullMarked;
