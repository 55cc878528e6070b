package dev.sessionhub.proxmox.simulator.console;

import dev.sessionhub.proxmox.simulator.cluster.Access;
import dev.sessionhub.proxmox.simulator.cluster.Cluster;
import dev.sessionhub.proxmox.simulator.cluster.Guest;
import dev.sessionhub.proxmox.simulator.cluster.Storage;
import dev.sessionhub.proxmox.simulator.guests.GuestHost;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A cluster as docs/proxmox.md sets one up: template 150, a pool, and a token with the least privileges. */
public final class ExampleCluster {

    /** The hub's token. */
    public static final String TOKEN = "hub@pve!hub=11111111-2222-3333-4444-555555555555";

    /** The name of the hub's token. */
    public static final String TOKEN_ID = TOKEN.substring(0, TOKEN.indexOf('='));

    /** All that the hub's token may do to its guests. */
    public static final Set<String> GUEST_PRIVILEGES = Set.of(
            "VM.Allocate",
            "VM.Audit",
            "VM.PowerMgmt",
            "VM.Snapshot",
            "VM.Config.CPU",
            "VM.Config.Memory",
            "VM.Config.Network",
            "VM.Config.Options");

    private ExampleCluster() {}

    /** Makes one on a host. */
    public static Cluster on(GuestHost host) {
        Cluster cluster = new Cluster(host);
        cluster.node("pve1", true);
        cluster.storage(new Storage("local-lvm", "lvmthin", "images,rootdir", false));
        Map<String, String> template = new LinkedHashMap<>();
        template.put("hostname", "hub-template");
        template.put("memory", "2048");
        template.put("net0", "name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:00:01,ip=dhcp,type=veth");
        template.put("rootfs", "local-lvm:base-150-disk-0,size=16G");
        template.put("tags", "template");
        template.put("template", "1");
        cluster.guest(new Guest(150, "pve1", template));
        allow(cluster.access());
        return cluster;
    }

    private static void allow(Access access) {
        access.role("Template", Set.of("VM.Clone", "VM.Audit"));
        access.role("Guests", GUEST_PRIVILEGES);
        access.role("Storage", Set.of("Datastore.AllocateSpace"));
        access.role("Network", Set.of("SDN.Use"));
        access.pools().put("hub", new Access.Pool());
        access.user("hub@pve", "password");
        letIn(access);
        for (String who : List.of("hub@pve", TOKEN_ID)) {
            access.allow(new Access.Entry("/vms/150", who, "Template", true));
            access.allow(new Access.Entry("/pool/hub", who, "Guests", true));
            access.allow(new Access.Entry("/storage/local-lvm", who, "Storage", true));
            access.allow(new Access.Entry("/sdn/zones/localnetwork", who, "Network", true));
        }
    }

    /** Makes the hub's token valid (again). */
    public static void letIn(Access access) {
        access.token(TOKEN_ID, new Access.Token(TOKEN.substring(TOKEN.indexOf('=') + 1), true, false));
    }
}
