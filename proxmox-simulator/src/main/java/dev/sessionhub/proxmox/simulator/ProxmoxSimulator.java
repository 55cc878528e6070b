package dev.sessionhub.proxmox.simulator;

import dev.sessionhub.proxmox.simulator.api.Api;
import dev.sessionhub.proxmox.simulator.api.Mode;
import dev.sessionhub.proxmox.simulator.cluster.Cluster;
import dev.sessionhub.proxmox.simulator.guests.GuestHost;
import dev.sessionhub.proxmox.simulator.http.HttpsServer;
import dev.sessionhub.proxmox.simulator.http.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A running simulator. */
public final class ProxmoxSimulator implements AutoCloseable {

    private final Cluster cluster;
    private final HttpsServer server;
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();

    private ProxmoxSimulator(Cluster cluster, Identity identity, Mode mode, Clock clock) throws IOException {
        this.cluster = cluster;
        Api api = new Api(cluster, identity, mode, clock);
        this.server = HttpsServer.start(identity, 0, request -> {
            asked.add(new Asked(System.nanoTime(), request.method(), request.path()));
            return api.answer(request);
        });
    }

    /**
     * A request that came.
     *
     * @param nanos when, by {@link System#nanoTime()}
     * @param method as sent
     * @param path as sent, without the query
     */
    public record Asked(long nanos, String method, String path) {}

    /** Starts one on a free port of the loopback. */
    public static ProxmoxSimulator start(Cluster cluster, Identity identity, Mode mode, Clock clock)
            throws IOException {
        return new ProxmoxSimulator(cluster, identity, mode, clock);
    }

    /** Starts the newest one. */
    public static ProxmoxSimulator start(Cluster cluster, Identity identity) throws IOException {
        return start(cluster, identity, Mode.NEWEST, Clock.systemUTC());
    }

    /** Where it listens. */
    public String url() {
        return "https://127.0.0.1:" + server.port();
    }

    /** Its port. */
    public int port() {
        return server.port();
    }

    /** What it simulates. */
    public Cluster cluster() {
        return cluster;
    }

    /** What the guests stand on. */
    public GuestHost host() {
        return cluster.host();
    }

    /** Every request so far. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
