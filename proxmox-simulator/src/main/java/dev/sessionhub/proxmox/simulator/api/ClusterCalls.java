package dev.sessionhub.proxmox.simulator.api;

import dev.sessionhub.proxmox.simulator.cluster.Access;
import dev.sessionhub.proxmox.simulator.cluster.Cluster;
import dev.sessionhub.proxmox.simulator.cluster.Guest;
import dev.sessionhub.proxmox.simulator.cluster.Storage;
import dev.sessionhub.proxmox.simulator.http.Identity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls about the whole cluster and its nodes. */
final class ClusterCalls {

    private static final int FIRST_ID = 100;

    private final Identity identity;
    private final Mode mode;

    ClusterCalls(Identity identity, Mode mode) {
        this.identity = identity;
        this.mode = mode;
    }

    Map<String, Call> calls() {
        return Map.ofEntries(
                Map.entry("GET /version", _ -> Result.of(version())),
                Map.entry("GET /nodes/{node}/version", _ -> Result.of(version())),
                Map.entry("GET /cluster/nextid", ask -> Result.of(nextid(ask))),
                Map.entry("GET /cluster/resources", ask -> Result.of(resources(ask))),
                Map.entry("GET /cluster/tasks", _ -> Result.of(List.of())),
                Map.entry("GET /nodes", ask -> Result.of(nodes(ask))),
                Map.entry("GET /nodes/{node}/status", ask -> Result.of(nodeStatus(ask))),
                Map.entry("GET /nodes/{node}/storage", ask -> Result.of(storages(ask))),
                Map.entry("GET /storage", ask -> Result.of(storages(ask))),
                Map.entry("GET /pools", ask -> Result.of(pools(ask))),
                Map.entry("GET /pools/{poolid}", ask -> Result.of(pool(ask))));
    }

    private Map<String, Object> version() {
        return Map.of("version", mode.version(), "release", mode.release(), "repoid", "0123456789abcdef");
    }

    private static String nextid(Ask ask) {
        Optional<String> wanted = ask.given("vmid");
        if (wanted.isPresent()) {
            if (ask.cluster().guest(Integer.parseInt(wanted.get())).isPresent()) {
                throw ApiError.parameters(Map.of("vmid", "VM " + wanted.get() + " already exists"));
            }
            return wanted.get();
        }
        int id = FIRST_ID;
        while (ask.cluster().guest(id).isPresent()) {
            id++;
        }
        return String.valueOf(id);
    }

    private static List<Map<String, Object>> resources(Ask ask) {
        List<Map<String, Object>> found = new ArrayList<>();
        if (ask.given("type").orElse("vm").equals("vm")) {
            ask.cluster().guests().stream()
                    .filter(guest -> ask.may("/vms/" + guest.id(), "VM.Audit"))
                    .forEach(guest -> found.add(resource(ask.cluster(), guest)));
        }
        return found;
    }

    private static Map<String, Object> resource(Cluster cluster, Guest guest) {
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("id", "lxc/" + guest.id());
        resource.put("type", "lxc");
        resource.put("node", guest.node());
        resource.put("vmid", guest.id());
        resource.put("status", "unknown");
        resource.putAll(guest.statistics().orElse(Map.of()));
        guest.option("tags").ifPresent(tags -> resource.put("tags", tags));
        guest.option("lock").ifPresent(lock -> resource.put("lock", lock));
        cluster.access().pool(guest.id()).ifPresent(pool -> resource.put("pool", pool));
        return resource;
    }

    private List<Map<String, Object>> nodes(Ask ask) {
        List<Map<String, Object>> nodes = new ArrayList<>();
        for (String name : ask.cluster().nodes()) {
            boolean online = ask.cluster().online(name).orElse(false);
            Map<String, Object> node = new LinkedHashMap<>();
            node.put("id", "node/" + name);
            node.put("node", name);
            node.put("type", "node");
            node.put("status", online ? "online" : "offline");
            node.put("ssl_fingerprint", online ? identity.fingerprint() : null);
            if (online) {
                node.put("level", "");
            }
            if (online && ask.may("/nodes/" + name, "Sys.Audit")) {
                node.put("maxmem", 64L << 30);
                node.put("mem", ask.cluster().used(name));
            }
            nodes.add(node);
        }
        return nodes;
    }

    private static Map<String, Object> nodeStatus(Ask ask) {
        return Map.of(
                "uptime",
                1000,
                "memory",
                Map.of("total", 64L << 30, "used", 8L << 30, "free", 56L << 30),
                "node",
                ask.node());
    }

    private static List<Map<String, Object>> storages(Ask ask) {
        return ask.cluster().storages().stream()
                .filter(storage -> ask.may("/storage/" + storage.name(), "Datastore.Audit")
                        || ask.may("/storage/" + storage.name(), "Datastore.AllocateSpace"))
                .map(ClusterCalls::storage)
                .toList();
    }

    private static Map<String, Object> storage(Storage storage) {
        return Map.of(
                "storage",
                storage.name(),
                "type",
                storage.type(),
                "content",
                storage.content(),
                "shared",
                storage.shared() ? 1 : 0);
    }

    private static List<Map<String, Object>> pools(Ask ask) {
        List<Map<String, Object>> pools = new ArrayList<>();
        for (String name : ask.cluster().access().pools().keySet()) {
            if (ask.may("/pool/" + name, "Pool.Audit")
                    && ask.given("poolid").map(name::equals).orElse(true)) {
                Map<String, Object> pool = new LinkedHashMap<>(Map.of("poolid", name));
                ask.given("poolid").ifPresent(_ -> pool.put("members", members(ask, name)));
                pools.add(pool);
            }
        }
        return pools;
    }

    private static Map<String, Object> pool(Ask ask) {
        String name = ask.text("poolid");
        if (!ask.cluster().access().pools().containsKey(name)) {
            throw ApiError.died("pool '" + name + "' does not exist");
        }
        return Map.of("poolid", name, "members", members(ask, name));
    }

    private static List<Map<String, Object>> members(Ask ask, String name) {
        Access.Pool pool = ask.cluster().access().pool(name).orElseThrow();
        List<Map<String, Object>> members = new ArrayList<>();
        String type = ask.given("type").orElse("");
        if (!type.equals("storage")) {
            for (int id : pool.guests()) {
                ask.cluster().guest(id).ifPresent(guest -> {
                    Map<String, Object> member = resource(ask.cluster(), guest);
                    member.keySet().removeAll(List.of("tags", "lock", "pool"));
                    members.add(member);
                });
            }
        }
        if (type.isEmpty() || type.equals("storage")) {
            for (String id : pool.storages()) {
                ask.cluster().storage(id).ifPresent(storage -> members.add(member(ask, storage)));
            }
        }
        return members;
    }

    private static Map<String, Object> member(Ask ask, Storage storage) {
        String node = ask.cluster().nodes().getFirst();
        return Map.of(
                "id",
                "storage/" + node + "/" + storage.name(),
                "shared",
                0,
                "node",
                node,
                "content",
                storage.content(),
                "plugintype",
                storage.type(),
                "type",
                "storage",
                "status",
                "unknown",
                "storage",
                storage.name());
    }
}
