package dev.sessionhub.provider.proxmox;

import dev.sessionhub.proxmox.simulator.guests.GuestHost;
import dev.sessionhub.proxmox.simulator.guests.MemoryHost;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Guests in memory of which the one that runs is not seen for some looks, as one that reboots. */
final class Napping implements GuestHost {

    private final MemoryHost host = new MemoryHost();
    private final AtomicInteger looks = new AtomicInteger();

    void nap(int times) {
        looks.set(times);
    }

    @Override
    public Optional<Measured> measure(int id) {
        return looks.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? Optional.empty() : host.measure(id);
    }

    @Override
    public void clone(int source, int target) {
        host.clone(source, target);
    }

    @Override
    public void destroy(int id) {
        host.destroy(id);
    }

    @Override
    public void keep(int id, String name) {
        host.keep(id, name);
    }

    @Override
    public void giveBack(int id, String name) {
        host.giveBack(id, name);
    }

    @Override
    public void letGo(int id, String name) {
        host.letGo(id, name);
    }

    @Override
    public void start(int id, Map<String, String> config) {
        host.start(id, config);
    }

    @Override
    public void apply(int id, Map<String, String> config) {
        host.apply(id, config);
    }

    @Override
    public void stop(int id) {
        host.stop(id);
    }

    @Override
    public boolean shutdown(int id, Duration limit) {
        return host.shutdown(id, limit);
    }

    @Override
    public List<Interface> interfaces(int id) {
        return host.interfaces(id);
    }

    @Override
    public void close() {
        host.close();
    }
}
