package dev.sessionhub.proxmox.simulator.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** What goes wrong, when a test wants it to. */
public final class Faults {

    private final Map<Integer, String> clones = new ConcurrentHashMap<>();
    private final Map<Integer, String> starts = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();
    private final List<Transport> transports = new ArrayList<>();
    private volatile Duration unauthorizedDelay = Duration.ZERO;
    private volatile boolean down;
    private Optional<String> nextClone = Optional.empty();

    /**
     * A request that the server answers on its own.
     *
     * @param method of the request
     * @param path how the path ends
     * @param status the answer, for example 595 or 596; 0 closes the connection
     * @param reason the answer's phrase
     * @param executed whether the request takes effect nevertheless
     */
    public record Transport(String method, String path, int status, String reason, boolean executed) {}

    /** Lets tasks of a type end with a warning, as those of guests with systemd and without nesting do. */
    public void warn(String type) {
        warned.add(type);
    }

    void warnings(Task task) {
        if (warned.contains(task.type())) {
            task.warn("Systemd 252 detected. You may need to enable nesting.");
        }
    }

    /** Lets the clone to this id fail in its task. */
    public void failClone(int newid, String message) {
        clones.put(newid, message);
    }

    /** Lets the next clone fail in its task, whatever its id. */
    public synchronized void failNextClone(String message) {
        nextClone = Optional.of(message);
    }

    /** Lets starts of this guest fail in their task. */
    public void failStart(int id, String message) {
        starts.put(id, message);
    }

    /** Lets tasks of a type, or as {@code node NAME} what is asked of a node, wait until they are released. */
    public void hold(String type) {
        gates.put(type, new CountDownLatch(1));
    }

    /** Lets go on what is held. */
    public void release(String type) {
        Optional.ofNullable(gates.remove(type)).ifPresent(CountDownLatch::countDown);
    }

    /** Answers the next request that fits with a failure of the transport. */
    public synchronized void next(Transport transport) {
        transports.add(transport);
    }

    /** How long every 401 takes; three seconds in reality. */
    public void unauthorizedDelay(Duration delay) {
        unauthorizedDelay = delay;
    }

    /** Whether every connection is cut, as if the API were gone. */
    public void down(boolean gone) {
        down = gone;
    }

    /** How long every 401 takes. */
    public Duration unauthorizedDelay() {
        return unauthorizedDelay;
    }

    /** Whether the API is gone. */
    public boolean isDown() {
        return down;
    }

    /** The failure of the transport for a request. */
    public synchronized Optional<Transport> transport(String method, String path) {
        for (Iterator<Transport> each = transports.iterator(); each.hasNext(); ) {
            Transport next = each.next();
            if (next.method().equals(method) && path.endsWith(next.path())) {
                each.remove();
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }

    synchronized Optional<String> clone(int newid) {
        Optional<String> any = nextClone;
        nextClone = Optional.empty();
        return any.or(() -> Optional.ofNullable(clones.remove(newid)));
    }

    Optional<String> start(int id) {
        return Optional.ofNullable(starts.get(id));
    }

    /** Waits while this is held. */
    public void gate(String type) throws InterruptedException {
        CountDownLatch gate = gates.get(type);
        if (gate != null) {
            gate.await();
        }
    }
}
