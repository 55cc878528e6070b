package dev.sessionhub.proxmox.simulator.cluster;

import dev.sessionhub.proxmox.simulator.guests.GuestHost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Everything there is. Guests, access and storages are read and changed while its monitor is held. */
public final class Cluster {

    private static final int FIRST_PID = 24_000;

    private final Map<String, Boolean> nodes = new LinkedHashMap<>();
    private final Map<String, Long> used = new HashMap<>();
    private final Map<Integer, Guest> guests = new TreeMap<>();
    private final Map<String, Storage> storages = new TreeMap<>();
    private final Access access = new Access();
    private final Faults faults = new Faults();
    private final List<Task> tasks = new ArrayList<>();
    private final AtomicInteger pids = new AtomicInteger(FIRST_PID);
    private final GuestHost host;

    /** An empty cluster on a host. */
    public Cluster(GuestHost host) {
        this.host = host;
    }

    /** Adds a node, which answers or does not. */
    public synchronized void node(String name, boolean online) {
        nodes.put(name, online);
    }

    /** Says how many bytes of a node's memory are used. */
    public synchronized void used(String node, long bytes) {
        used.put(node, bytes);
    }

    /** How many bytes of a node's memory are used. */
    public synchronized long used(String node) {
        return used.getOrDefault(node, 8L << 30);
    }

    /** Adds or replaces a storage. */
    public synchronized void storage(Storage storage) {
        storages.put(storage.name(), storage);
    }

    /** Adds a guest. */
    public synchronized void guest(Guest guest) {
        guests.put(guest.id(), guest);
    }

    /** Takes a guest out of the books. */
    public synchronized void forget(int id) {
        guests.remove(id);
        access.forget(id);
    }

    /** Moves a guest to another node, as a migration does. */
    public synchronized void migrate(int id, String node) {
        Guest old = guests.get(id);
        if (old == null) {
            throw new IllegalArgumentException("no guest " + id);
        }
        Guest moved = new Guest(id, node, old.config());
        moved.started(old.startedAt());
        guests.put(id, moved);
    }

    /** Whether a node answers; empty if there is none of that name. */
    public synchronized Optional<Boolean> online(String node) {
        return Optional.ofNullable(nodes.get(node));
    }

    /** Every node's name. */
    public synchronized List<String> nodes() {
        return List.copyOf(nodes.keySet());
    }

    /** A guest by its id. */
    public synchronized Optional<Guest> guest(int id) {
        return Optional.ofNullable(guests.get(id));
    }

    /** Every guest, by id. */
    public synchronized List<Guest> guests() {
        return List.copyOf(guests.values());
    }

    /** A storage by its name. */
    public synchronized Optional<Storage> storage(String name) {
        return Optional.ofNullable(storages.get(name));
    }

    /** Every storage, by name. */
    public synchronized List<Storage> storages() {
        return List.copyOf(storages.values());
    }

    /** Users and rights. */
    public Access access() {
        return access;
    }

    /** What goes wrong. */
    public Faults faults() {
        return faults;
    }

    /** What the guests stand on. */
    public GuestHost host() {
        return host;
    }

    /** Begins a task, which is held if a test wants it. */
    public Task begin(String node, String type, String id, Caller caller, Task.Work work) {
        Task task = new Task(node, type, id, caller, pids.incrementAndGet());
        synchronized (tasks) {
            tasks.add(task);
        }
        task.start(work);
        return task;
    }

    /** Every task, oldest first. */
    public List<Task> tasks() {
        synchronized (tasks) {
            return List.copyOf(tasks);
        }
    }

    /** A task by its name. */
    public Optional<Task> task(String upid) {
        return tasks().stream().filter(task -> task.upid().equals(upid)).findFirst();
    }
}
