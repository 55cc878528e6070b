package dev.sessionhub.proxmox.simulator.console;

import dev.sessionhub.proxmox.simulator.cluster.Cluster;
import dev.sessionhub.proxmox.simulator.cluster.Guest;
import dev.sessionhub.proxmox.simulator.guests.GuestHost;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What happens to guests behind the API's back. */
final class Administrator {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Cluster cluster;
    private final GuestHost host;

    Administrator(Cluster cluster, GuestHost host) {
        this.cluster = cluster;
        this.host = host;
    }

    /** A node that fails takes its guests with it; one that comes back starts those that start at boot. */
    void node(String name, boolean down) throws IOException, InterruptedException {
        cluster.node(name, !down);
        for (Guest guest : cluster.guests()) {
            if (!guest.node().equals(name) || guest.isTemplate()) {
                continue;
            }
            if (down) {
                host.stop(guest.id());
            } else if (guest.number("onboot", 0) == 1) {
                start(guest);
            }
        }
    }

    void reboot(int id) throws IOException, InterruptedException {
        Guest guest = guest(id);
        if (!host.shutdown(id, PATIENCE)) {
            host.stop(id);
        }
        start(guest);
    }

    private void start(Guest guest) throws IOException, InterruptedException {
        Map<String, String> config;
        synchronized (cluster) {
            config = new LinkedHashMap<>(guest.config());
        }
        host.start(guest.id(), config);
        synchronized (cluster) {
            guest.started(System.currentTimeMillis());
        }
    }

    void destroy(int id) throws IOException, InterruptedException {
        guest(id);
        host.destroy(id);
        cluster.forget(id);
    }

    private Guest guest(int id) {
        return cluster.guest(id).orElseThrow(() -> new IllegalArgumentException("no guest " + id));
    }
}
