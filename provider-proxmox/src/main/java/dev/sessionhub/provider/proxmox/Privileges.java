package dev.sessionhub.provider.proxmox;

import dev.sessionhub.spi.ProviderHealth;
import dev.sessionhub.spi.ProviderHealth.Status;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares what the hub needs with what it may, and looks at the template. */
final class Privileges {

    private static final List<String> ON_GUESTS = List.of(
            "VM.Allocate",
            "VM.Audit",
            "VM.Config.CPU",
            "VM.Config.Memory",
            "VM.Config.Network",
            "VM.Config.Options",
            "VM.PowerMgmt");

    private final ApiClient api;
    private final Settings settings;
    private final Placement placement;

    Privileges(ApiClient api, Settings settings) {
        this.api = api;
        this.settings = settings;
        this.placement = new Placement(api, settings);
    }

    ProviderHealth check() throws InterruptedException {
        String version = Lenient.text(Lenient.object(api.get("/version", Map.of())), "version");
        JsonObject may = Lenient.object(api.get("/access/permissions", Map.of()));
        List<String> problems = new ArrayList<>();
        key(problems);
        node(problems);
        require(may, "/vms/" + settings.template(), List.of("VM.Clone", "VM.Audit"), problems);
        require(may, guests(), ON_GUESTS, problems);
        if (effective(may, "/vms/" + settings.template()).containsKey("VM.Audit")) {
            template(may, problems);
        }
        String name = "Proxmox VE " + version + " at " + settings.endpoints().getFirst();
        return problems.isEmpty()
                ? ProviderHealth.up(name + " answers, its template " + settings.template()
                        + " is there, and every privilege needed" + snapshots(may))
                : new ProviderHealth(Status.DEGRADED, name + " answers, but " + String.join("; ", problems));
    }

    private String guests() {
        return settings.pool().map(pool -> "/pool/" + pool).orElse("/vms");
    }

    /** What is good to have, and not needed. */
    private String snapshots(JsonObject may) {
        return effective(may, guests()).containsKey("VM.Snapshot")
                ? ""
                : "; optional and missing on " + guests()
                        + ": VM.Snapshot, for a snapshot before files in a guest are written over";
    }

    private void key(List<String> problems) {
        if (!Files.isReadable(settings.key())) {
            problems.add("the private key " + settings.key() + " cannot be read; make it with ssh-keygen and give its"
                    + " public part to the template, or change ssh-key");
        }
    }

    private void node(List<String> problems) throws InterruptedException {
        if (settings.node().isEmpty()) {
            return;
        }
        List<JsonObject> nodes = placement.nodes();
        String wanted = settings.node().get();
        nodes.stream()
                .filter(node -> Lenient.text(node, "node").equals(wanted))
                .findFirst()
                .ifPresentOrElse(
                        node -> {
                            if (!Lenient.text(node, "status").equals("online")) {
                                problems.add("node " + wanted + " is " + Lenient.text(node, "status"));
                            }
                        },
                        () -> problems.add("there is no node " + wanted + ", only "
                                + nodes.stream()
                                        .map(node -> Lenient.text(node, "node"))
                                        .sorted()
                                        .collect(Collectors.joining(", "))));
    }

    private void template(JsonObject may, List<String> problems) throws InterruptedException {
        int id = settings.template();
        JsonObject found = Lenient.objects(api.get("/cluster/resources", Map.of("type", "vm"))).stream()
                .filter(one -> (int) Lenient.number(one, "vmid") == id)
                .findFirst()
                .orElse(JsonValue.EMPTY_JSON_OBJECT);
        if (found.isEmpty()) {
            problems.add("there is no guest " + id + "; make the template with config/proxmox-template");
            return;
        }
        Guest template = new Guest(Lenient.text(found, "node"), id);
        JsonObject config = Lenient.object(api.get(template.path() + "/config", Map.of()));
        if (!Lenient.text(config, "template").equals("1")) {
            problems.add("guest " + id + " is no template; pct template " + id);
        }
        String volume = Lenient.text(config, "rootfs");
        String own = volume.substring(0, Math.max(0, volume.indexOf(':')));
        boolean links = placement.linksClones(template);
        if (!links && settings.full().filter(full -> !full).isPresent()) {
            problems.add(
                    "storage " + own + " cannot make linked clones; set clone to auto or full, or move the template to"
                            + " lvmthin, zfspool, rbd or btrfs");
        }
        String storage = settings.full().orElse(!links) ? settings.storage().orElse(own) : own;
        require(may, "/storage/" + storage, List.of("Datastore.AllocateSpace"), problems);
        String bridge = settings.bridge().orElse(bridge(Lenient.text(config, "net0")));
        String vlan = settings.vlan().isPresent() ? "/" + settings.vlan().getAsInt() : "";
        require(may, "/sdn/zones/localnetwork/" + bridge + vlan, List.of("SDN.Use"), problems);
    }

    private static String bridge(String net) {
        return net.replaceFirst("^(.*,)?bridge=([^,]*).*$", "$2");
    }

    private static void require(JsonObject may, String path, List<String> privileges, List<String> problems) {
        Set<String> missing = new TreeSet<>(privileges);
        missing.removeAll(effective(may, path).keySet());
        if (!missing.isEmpty()) {
            problems.add("missing on " + path + ": " + String.join(", ", missing));
        }
    }

    /** The rights on a path: those listed for it, or what its nearest listed ancestor hands down. */
    private static Map<String, Boolean> effective(JsonObject may, String path) {
        Map<String, Boolean> found = new LinkedHashMap<>();
        for (String at = path; ; at = at.lastIndexOf('/') <= 0 ? "/" : at.substring(0, at.lastIndexOf('/'))) {
            if (may.containsKey(at)) {
                boolean exact = at.equals(path);
                Lenient.object(may.get(at)).forEach((privilege, propagates) -> {
                    if (exact || Lenient.text(propagates).equals("1")) {
                        found.put(privilege, true);
                    }
                });
                return found;
            }
            if (at.equals("/")) {
                return found;
            }
        }
    }
}
