package dev.sessionhub.proxmox.simulator.cluster;

import dev.sessionhub.proxmox.simulator.guests.GuestHost;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the worker processes do to guests. */
public final class GuestWork {

    private final Cluster cluster;
    private final GuestHost host;

    /** For a cluster. */
    public GuestWork(Cluster cluster) {
        this.cluster = cluster;
        this.host = cluster.host();
    }

    /** Makes a guest from another; both are locked already. */
    public void clone(Task task, Guest source, Guest target, boolean full, Optional<String> pool)
            throws TaskFailure, InterruptedException {
        boolean done = false;
        try {
            task.log("creating a clone of container " + source.id() + " with ID " + target.id());
            task.log((full ? "create full clone of mountpoint rootfs (" : "create linked clone of mount point rootfs (")
                    + source.volume() + ")");
            cluster.faults().gate("vzclone");
            cluster.faults().warnings(task);
            refuse(cluster.faults().clone(target.id()).map(text -> "clone failed: " + text));
            if (cluster.storage(source.storage()).map(Storage::full).orElse(false)) {
                throw new TaskFailure("clone failed: lvcreate '/dev/pve/vm-" + target.id()
                        + "-disk-0' error: Free space in pool pve/data is below threshold");
            }
            host.clone(source.id(), target.id());
            synchronized (cluster) {
                target.config().put("rootfs", volume(source, target));
                target.config().remove("lock");
                pool.flatMap(cluster.access()::pool)
                        .ifPresent(found -> found.guests().add(target.id()));
            }
            done = true;
        } catch (InterruptedException _) {
            throw new TaskFailure("clone failed: interrupted by signal");
        } catch (IOException failure) {
            throw new TaskFailure("clone failed: " + failure.getMessage());
        } finally {
            synchronized (cluster) {
                source.config().remove("lock");
                if (!done) {
                    cluster.forget(target.id());
                }
            }
        }
    }

    private static String volume(Guest source, Guest target) {
        return source.storage() + ":vm-" + target.id() + "-disk-0"
                + source.option("rootfs").orElse("").replaceFirst("^[^,]*", "");
    }

    /** Starts a guest. */
    public void start(Task task, int id) throws TaskFailure, InterruptedException {
        Map<String, String> config;
        synchronized (cluster) {
            Guest guest = existing(id, task.node());
            refuse(guest.option("lock").map(lock -> "CT is locked (" + lock + ")"));
            if (guest.isTemplate()) {
                throw new TaskFailure("you can't start a CT if it's a template");
            }
            config = new LinkedHashMap<>(guest.config());
            config.putAll(guest.pending());
        }
        cluster.faults().gate("vzstart");
        cluster.faults().warnings(task);
        Optional<String> fault = cluster.faults().start(id);
        if (fault.isPresent()) {
            task.log("Job for pve-container@" + id + ".service failed.");
            throw new TaskFailure(fault.get());
        }
        try {
            if (host.measure(id).isEmpty()) {
                host.start(id, config);
                synchronized (cluster) {
                    existing(id, task.node()).started(System.currentTimeMillis());
                }
            }
        } catch (IOException failure) {
            task.log(String.valueOf(failure.getMessage()));
            throw new TaskFailure("startup for container '" + id + "' failed");
        }
    }

    /** Kills a guest. */
    public void stop(int id) throws TaskFailure, InterruptedException {
        try {
            host.stop(id);
        } catch (IOException failure) {
            throw new TaskFailure(String.valueOf(failure.getMessage()));
        }
    }

    /** Asks a guest to end, and may kill it. */
    public void shutdown(int id, Duration limit, boolean force) throws TaskFailure, InterruptedException {
        try {
            if (!host.shutdown(id, limit)) {
                if (!force) {
                    throw new TaskFailure("container did not stop");
                }
                host.stop(id);
            }
        } catch (IOException failure) {
            throw new TaskFailure(String.valueOf(failure.getMessage()));
        }
    }

    /** Removes a guest. */
    public void destroy(Task task, int id, boolean force, boolean purge) throws TaskFailure, InterruptedException {
        try {
            if (force && host.measure(id).isPresent()) {
                host.stop(id);
            }
            host.destroy(id);
            synchronized (cluster) {
                task.log("  (sim) freed " + existing(id, task.node()).volume());
                if (purge) {
                    task.log("purging CT " + id + " from related configurations..");
                }
                cluster.forget(id);
            }
        } catch (IOException failure) {
            throw new TaskFailure(String.valueOf(failure.getMessage()));
        }
    }

    /** Takes a snapshot of options and files. */
    public void snapshot(Guest guest, String name, String description) throws TaskFailure, InterruptedException {
        Optional<Storage> storage = cluster.storage(guest.storage());
        if (!storage.map(Storage::snapshots).orElse(false)) {
            throw new TaskFailure("snapshot feature is not available");
        }
        synchronized (cluster) {
            refuse(guest.option("lock").map(lock -> "CT is locked (" + lock + ")"));
            if (guest.snapshots().stream().anyMatch(snapshot -> snapshot.name().equals(name))) {
                throw new TaskFailure("snapshot name '" + name + "' already used");
            }
            guest.config().put("lock", "snapshot");
        }
        try {
            cluster.faults().gate("vzsnapshot");
            if (storage.get().full()) {
                throw new TaskFailure("lvcreate snapshot 'pve/snap_vm-" + guest.id() + "-disk-0_" + name
                        + "' error: Free space in pool pve/data is below threshold");
            }
            host.keep(guest.id(), name);
        } catch (IOException failure) {
            throw new TaskFailure(String.valueOf(failure.getMessage()));
        } finally {
            synchronized (cluster) {
                guest.config().remove("lock");
            }
        }
        synchronized (cluster) {
            Map<String, String> config = new LinkedHashMap<>(guest.config());
            if (!description.isEmpty()) {
                config.put("description", description);
            }
            guest.snapshots().add(new Guest.Snapshot(name, System.currentTimeMillis() / 1000, config));
        }
    }

    /** Removes a snapshot. */
    public void forget(Guest guest, Guest.Snapshot snapshot) throws TaskFailure, InterruptedException {
        try {
            host.letGo(guest.id(), snapshot.name());
        } catch (IOException failure) {
            throw new TaskFailure(String.valueOf(failure.getMessage()));
        }
        synchronized (cluster) {
            guest.snapshots().remove(snapshot);
        }
    }

    /** Goes back to a snapshot, which ends the guest. */
    public void rollback(Guest guest, Guest.Snapshot snapshot) throws TaskFailure, InterruptedException {
        if (host.measure(guest.id()).isPresent()) {
            stop(guest.id());
        }
        try {
            host.giveBack(guest.id(), snapshot.name());
        } catch (IOException failure) {
            throw new TaskFailure(String.valueOf(failure.getMessage()));
        }
        synchronized (cluster) {
            Optional<String> description = guest.option("description");
            guest.config().clear();
            guest.config().putAll(snapshot.config());
            guest.config().remove("description");
            description.ifPresent(text -> guest.config().put("description", text));
            guest.pending().clear();
        }
    }

    private Guest existing(int id, String node) throws TaskFailure {
        Optional<Guest> guest = cluster.guest(id).filter(found -> found.node().equals(node));
        if (guest.isEmpty()) {
            throw new TaskFailure("Configuration file 'nodes/" + node + "/lxc/" + id + ".conf' does not exist");
        }
        return guest.get();
    }

    private static void refuse(Optional<String> why) throws TaskFailure {
        if (why.isPresent()) {
            throw new TaskFailure(why.get());
        }
    }
}
