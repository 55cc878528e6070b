package dev.sessionhub.provider.proxmox;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Where a clone is made, and of which kind, as far as the configuration leaves that open. */
final class Placement {

    private final ApiClient api;
    private final Settings settings;

    Placement(ApiClient api, Settings settings) {
        this.api = api;
        this.settings = settings;
    }

    /**
     * What was chosen.
     *
     * @param node where the clone will be
     * @param full whether its disk is a copy
     */
    record Place(String node, boolean full) {}

    Place of(String what, Guest template) throws InterruptedException {
        try {
            return new Place(
                    node(template),
                    settings.full().isPresent() ? settings.full().get() : !linksClones(template));
        } catch (ApiFailure failure) {
            throw Failures.of(what, failure);
        }
    }

    /** Whether the template's storage can make clones that share its blocks. */
    boolean linksClones(Guest template) throws InterruptedException {
        JsonObject answer = Lenient.object(api.get(template.path() + "/feature", Map.of("feature", "clone")));
        JsonValue can = answer.getOrDefault("hasFeature", JsonValue.NULL);
        return can.equals(JsonValue.TRUE) || Lenient.text(can).equals("1");
    }

    /** Every node that the cluster names. */
    List<JsonObject> nodes() throws InterruptedException {
        return Lenient.objects(api.get("/nodes", Map.of()));
    }

    private String node(Guest template) throws InterruptedException {
        if (settings.node().isPresent() || !isShared(template)) {
            return settings.node().orElse(template.node());
        }
        // Without Sys.Audit a node does not say what memory it has.
        return nodes().stream()
                .filter(node -> Lenient.text(node, "status").equals("online"))
                .filter(node -> Lenient.number(node, "maxmem") > 0)
                .max(Comparator.comparingDouble(node -> Lenient.number(node, "maxmem") - Lenient.number(node, "mem")))
                .map(node -> Lenient.text(node, "node"))
                .orElse(template.node());
    }

    private boolean isShared(Guest template) throws InterruptedException {
        String volume = Lenient.text(Lenient.object(api.get(template.path() + "/config", Map.of())), "rootfs");
        String storage = volume.substring(0, Math.max(0, volume.indexOf(':')));
        return Lenient.objects(api.get("/nodes/" + template.node() + "/storage", Map.of())).stream()
                .filter(one -> Lenient.text(one, "storage").equals(storage))
                .anyMatch(one -> Lenient.text(one, "shared").equals("1"));
    }
}
