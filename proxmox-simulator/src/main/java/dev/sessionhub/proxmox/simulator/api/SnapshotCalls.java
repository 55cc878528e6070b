package dev.sessionhub.proxmox.simulator.api;

import dev.sessionhub.proxmox.simulator.cluster.Cluster;
import dev.sessionhub.proxmox.simulator.cluster.Guest;
import dev.sessionhub.proxmox.simulator.cluster.GuestWork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Snapshots of guests. */
final class SnapshotCalls {

    private final GuestWork work;

    SnapshotCalls(Cluster cluster) {
        this.work = new GuestWork(cluster);
    }

    Map<String, Call> calls() {
        String all = "/nodes/{node}/lxc/{vmid}/snapshot";
        return Map.of(
                "GET " + all, SnapshotCalls::list,
                "POST " + all, this::make,
                "DELETE " + all + "/{snapname}", this::delete,
                "POST " + all + "/{snapname}/rollback", this::rollback,
                "GET " + all + "/{snapname}/config", SnapshotCalls::config);
    }

    private static Result list(Ask ask) {
        Guest guest = ask.guest();
        List<Map<String, Object>> list = new ArrayList<>();
        String parent = "";
        for (Guest.Snapshot snapshot : guest.snapshots()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", snapshot.name());
            entry.put("snaptime", snapshot.time());
            entry.put("description", snapshot.config().getOrDefault("description", "") + "\n");
            if (!parent.isEmpty()) {
                entry.put("parent", parent);
            }
            parent = snapshot.name();
            list.add(entry);
        }
        Map<String, Object> current = new LinkedHashMap<>();
        current.put("name", "current");
        current.put("description", "You are here!");
        current.put("digest", guest.digest());
        current.put("running", ask.runs());
        if (!parent.isEmpty()) {
            current.put("parent", parent);
        }
        list.add(current);
        return Result.of(list);
    }

    private Result make(Ask ask) {
        Guest guest = ask.unlocked();
        String name = ask.text("snapname");
        String description = ask.given("description").orElse("");
        return Result.of(ask.begin("vzsnapshot", _ -> work.snapshot(guest, name, description)));
    }

    private Result delete(Ask ask) {
        Guest guest = ask.unlocked();
        Guest.Snapshot snapshot = snapshot(ask, guest);
        return Result.of(ask.begin("vzdelsnapshot", _ -> work.forget(guest, snapshot)));
    }

    private Result rollback(Ask ask) {
        Guest guest = ask.unlocked();
        Guest.Snapshot snapshot = snapshot(ask, guest);
        boolean start = ask.flag("start");
        return Result.of(ask.begin("vzrollback", task -> {
            work.rollback(guest, snapshot);
            if (start) {
                work.start(task, guest.id());
            }
        }));
    }

    private static Result config(Ask ask) {
        Guest.Snapshot snapshot = snapshot(ask, ask.guest());
        Map<String, Object> config = GuestViews.config(snapshot.config());
        config.put("snaptime", snapshot.time());
        return Result.of(config);
    }

    private static Guest.Snapshot snapshot(Ask ask, Guest guest) {
        String name = ask.text("snapname");
        return guest.snapshots().stream()
                .filter(snapshot -> snapshot.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ApiError.died("snapshot '" + name + "' does not exist"));
    }
}
