package dev.sessionhub.proxmox.simulator.api;

import dev.sessionhub.proxmox.simulator.cluster.Cluster;
import dev.sessionhub.proxmox.simulator.cluster.Guest;
import dev.sessionhub.proxmox.simulator.cluster.GuestWork;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls that look at guests, start and end them. */
final class GuestCalls {

    private static final List<String> FOLDERS = List.of(
            "config",
            "pending",
            "status",
            "vncproxy",
            "termproxy",
            "vncwebsocket",
            "spiceproxy",
            "migrate",
            "clone",
            "rrd",
            "rrddata",
            "firewall",
            "snapshot",
            "resize",
            "interfaces");

    private final GuestWork work;
    private final Mode mode;

    GuestCalls(Cluster cluster, Mode mode) {
        this.work = new GuestWork(cluster);
        this.mode = mode;
    }

    Map<String, Call> calls() {
        String guest = "/nodes/{node}/lxc/{vmid}";
        return Map.ofEntries(
                Map.entry("GET /nodes/{node}/lxc", this::list),
                Map.entry(
                        "GET " + guest,
                        _ -> Result.of(FOLDERS.stream()
                                .map(name -> Map.of("subdir", name))
                                .toList())),
                Map.entry("GET " + guest + "/config", GuestCalls::config),
                Map.entry("GET " + guest + "/pending", ask -> Result.of(GuestViews.pending(ask.guest()))),
                Map.entry("GET " + guest + "/status/current", GuestCalls::status),
                Map.entry("GET " + guest + "/interfaces", this::interfaces),
                Map.entry("GET " + guest + "/feature", GuestCalls::feature),
                Map.entry("POST " + guest + "/status/start", this::start),
                Map.entry("POST " + guest + "/status/stop", this::stop),
                Map.entry("POST " + guest + "/status/shutdown", this::shutdown),
                Map.entry("POST " + guest + "/status/reboot", this::reboot),
                Map.entry("DELETE " + guest, this::destroy));
    }

    private Result list(Ask ask) {
        return Result.of(ask.cluster().guests().stream()
                .filter(guest -> guest.node().equals(ask.node()) && ask.may("/vms/" + guest.id(), "VM.Audit"))
                .map(guest -> GuestViews.status(guest, ask.cluster().host().measure(guest.id())))
                .toList());
    }

    private static Result config(Ask ask) {
        Guest guest = ask.guest();
        Map<String, String> options = new LinkedHashMap<>(guest.config());
        if (!ask.flag("current")) {
            options.putAll(guest.pending());
        }
        Map<String, Object> config = GuestViews.config(options);
        config.put("digest", guest.digest());
        return Result.of(config);
    }

    private static Result status(Ask ask) {
        Map<String, Object> status =
                GuestViews.status(ask.guest(), ask.cluster().host().measure(ask.vmid()));
        status.put("ha", Map.of("managed", 0));
        return Result.of(status);
    }

    private Result interfaces(Ask ask) throws InterruptedException {
        if (!ask.runs()) {
            return Result.NOTHING;
        }
        try {
            return Result.of(ask.cluster().host().interfaces(ask.vmid()).stream()
                    .map(found -> GuestViews.face(found, mode.addresses()))
                    .toList());
        } catch (IOException failure) {
            throw ApiError.died(String.valueOf(failure.getMessage()));
        }
    }

    private static Result feature(Ask ask) {
        Guest guest = ask.guest();
        boolean can = ask.cluster()
                .storage(guest.storage())
                .map(storage -> storage.clones())
                .orElse(false);
        return Result.of(Map.of("hasFeature", can));
    }

    private Result start(Ask ask) {
        if (ask.given("skiplock").isPresent() && !ask.caller().id().equals("root@pam")) {
            throw ApiError.parameters(Map.of("skiplock", "Only root may use this option."));
        }
        if (ask.runs()) {
            throw ApiError.died("CT " + ask.vmid() + " already running");
        }
        int id = ask.vmid();
        return Result.of(ask.begin("vzstart", task -> work.start(task, id)));
    }

    private Result stop(Ask ask) {
        requireRunning(ask, "CT");
        int id = ask.vmid();
        return Result.of(ask.begin("vzstop", _ -> work.stop(id)));
    }

    private Result shutdown(Ask ask) {
        requireRunning(ask, "CT");
        int id = ask.vmid();
        Duration limit = Duration.ofSeconds(ask.number("timeout", 60));
        boolean force = ask.flag("forceStop");
        return Result.of(ask.begin("vzshutdown", _ -> work.shutdown(id, limit, force)));
    }

    private Result reboot(Ask ask) {
        requireRunning(ask, "VM");
        int id = ask.vmid();
        Duration limit = Duration.ofSeconds(ask.number("timeout", 60));
        return Result.of(ask.begin("vzreboot", task -> {
            work.shutdown(id, limit, true);
            work.start(task, id);
        }));
    }

    private Result destroy(Ask ask) {
        Guest guest = ask.guest();
        if (guest.number("protection", 0) == 1) {
            throw ApiError.died("can't remove CT " + ask.vmid() + " - protection mode enabled");
        }
        boolean force = ask.flag("force");
        ask.unlocked();
        if (!force && ask.runs()) {
            throw ApiError.died("unable to destroy CT " + ask.vmid() + " - container is running");
        }
        boolean purge = ask.flag("purge");
        int id = ask.vmid();
        return Result.of(ask.begin("vzdestroy", task -> work.destroy(task, id, force, purge)));
    }

    private static void requireRunning(Ask ask, String kind) {
        if (!ask.runs()) {
            throw ApiError.died(kind + " " + ask.vmid() + " not running");
        }
    }
}
