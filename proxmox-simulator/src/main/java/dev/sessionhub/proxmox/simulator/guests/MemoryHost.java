package dev.sessionhub.proxmox.simulator.guests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Guests that are nothing but entries; their addresses come when a test gives them. */
public final class MemoryHost implements GuestHost {

    private static final Interface LOOPBACK =
            new Interface("lo", "00:00:00:00:00:00", List.of("127.0.0.1/8", "::1/128"));

    private final Map<Integer, String> running = new ConcurrentHashMap<>();
    private final Map<Integer, String> leases = new ConcurrentHashMap<>();

    /** Gives a guest an address with its prefix. */
    public void lease(int id, String address) {
        leases.put(id, address);
    }

    @Override
    public void clone(int source, int target) {
        leases.remove(target);
    }

    @Override
    public void destroy(int id) {
        running.remove(id);
        leases.remove(id);
    }

    @Override
    public void keep(int id, String name) {
        // There are no files.
    }

    @Override
    public void giveBack(int id, String name) {
        // There are no files.
    }

    @Override
    public void letGo(int id, String name) {
        // There are no files.
    }

    @Override
    public void start(int id, Map<String, String> config) {
        String net = config.getOrDefault("net0", "");
        int at = net.indexOf("hwaddr=");
        running.put(
                id,
                at < 0 ? "bc:24:11:ab:cd:ef" : net.substring(at + 7, at + 24).toLowerCase(Locale.ROOT));
    }

    @Override
    public void apply(int id, Map<String, String> config) {
        // Nothing is there to be changed.
    }

    @Override
    public void stop(int id) {
        running.remove(id);
    }

    @Override
    public boolean shutdown(int id, Duration limit) {
        running.remove(id);
        return true;
    }

    @Override
    public Optional<Measured> measure(int id) {
        return running.containsKey(id) ? Optional.of(new Measured(4711, 123456789, 0)) : Optional.empty();
    }

    @Override
    public List<Interface> interfaces(int id) {
        List<String> addresses = new ArrayList<>();
        Optional.ofNullable(leases.get(id)).ifPresent(addresses::add);
        addresses.add("fe80::be24:11ff:feab:cdef/64");
        return List.of(LOOPBACK, new Interface("eth0", running.getOrDefault(id, ""), addresses));
    }

    @Override
    public void close() {
        running.clear();
    }
}
