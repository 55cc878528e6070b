package dev.sessionhub.proxmox.simulator.api;

import dev.sessionhub.proxmox.simulator.cluster.Cluster;
import dev.sessionhub.proxmox.simulator.cluster.Guest;
import dev.sessionhub.proxmox.simulator.cluster.GuestWork;
import dev.sessionhub.proxmox.simulator.cluster.Storage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Makes a guest from another. */
final class CloneCall {

    private final GuestWork work;

    CloneCall(Cluster cluster) {
        this.work = new GuestWork(cluster);
    }

    Map<String, Call> calls() {
        return Map.of("POST /nodes/{node}/lxc/{vmid}/clone", this::run);
    }

    private Result run(Ask ask) {
        Optional<String> pool = ask.given("pool");
        if (pool.isPresent() && !ask.cluster().access().pools().containsKey(pool.get())) {
            throw ApiError.forbidden("pool '" + pool.get() + "' does not exist");
        }
        ask.given("target").ifPresent(target -> requireNode(ask, target));
        ask.given("storage").ifPresent(name -> requireStorage(ask, name));
        Guest source = ask.unlocked();
        int newid = ask.number("newid", 0);
        ask.cluster().guest(newid).ifPresent(other -> {
            throw ApiError.died("CT " + newid + " already exists on node '" + other.node() + "'");
        });
        boolean full = ask.given("full").map("1"::equals).orElse(!source.isTemplate());
        require(ask, source, full);
        Guest target = new Guest(newid, ask.given("target").orElse(source.node()), options(ask, source));
        source.config().put("lock", "disk");
        ask.cluster().guest(target);
        return Result.of(ask.begin("vzclone", task -> work.clone(task, source, target, full, pool)));
    }

    private static void requireNode(Ask ask, String target) {
        if (ask.cluster().online(target).isEmpty()) {
            throw ApiError.died("no such cluster node '" + target + "'");
        }
    }

    private static void requireStorage(Ask ask, String name) {
        if (ask.cluster().storage(name).isEmpty()) {
            throw ApiError.died("storage '" + name + "' does not exist");
        }
    }

    private static void require(Ask ask, Guest source, boolean full) {
        ask.given("snapname").ifPresent(name -> {
            if (source.snapshots().stream()
                    .noneMatch(snapshot -> snapshot.name().equals(name))) {
                throw ApiError.died("snapshot '" + name + "' does not exist");
            }
        });
        if (!full && ask.given("storage").isPresent()) {
            throw ApiError.died("parameter 'storage' not allowed for linked clones");
        }
        boolean shared =
                ask.cluster().storage(source.storage()).filter(Storage::shared).isPresent();
        if (!shared
                && ask.given("target")
                        .filter(target -> !target.equals(source.node()))
                        .isPresent()) {
            throw ApiError.died("can't clone CT to node '" + ask.text("target") + "' (CT uses local storage)");
        }
        ask.require("/storage/" + ask.given("storage").orElse(source.storage()), "Datastore.AllocateSpace");
        requireBridges(ask, source);
        Storage storage = ask.cluster().storage(source.storage()).orElseThrow();
        if (!full && storage.type().equals("lvm")) {
            String volume = source.volume();
            throw ApiError.died("unable to parse lvm volume name '" + volume.substring(volume.indexOf(':') + 1) + "'");
        }
        if (!full && !storage.clones()) {
            throw ApiError.died("Linked clone feature for '" + source.volume() + "' is not available");
        }
    }

    private static void requireBridges(Ask ask, Guest source) {
        source.config().forEach((name, value) -> {
            if (name.matches("net[0-9]+")) {
                ConfigCalls.requireBridge(ask, value);
            }
        });
    }

    private static Map<String, String> options(Ask ask, Guest source) {
        Map<String, String> options = new LinkedHashMap<>(source.config());
        options.keySet().removeAll(List.of("template", "rootfs", "lock"));
        options.replaceAll((name, value) -> name.matches("net[0-9]+") ? withNewAddress(value) : value);
        ask.given("hostname").ifPresent(name -> options.put("hostname", name));
        ask.given("description").ifPresent(text -> options.put("description", text));
        options.put("lock", "create");
        return options;
    }

    private static String withNewAddress(String net) {
        return net.replaceFirst("hwaddr=[^,]*", "hwaddr=" + randomAddress());
    }

    static String randomAddress() {
        int random = ThreadLocalRandom.current().nextInt(1 << 24);
        return "BC:24:11:%02X:%02X:%02X"
                .formatted(random >> 16, random >> 8 & 0xff, random & 0xff)
                .toUpperCase(Locale.ROOT);
    }
}
