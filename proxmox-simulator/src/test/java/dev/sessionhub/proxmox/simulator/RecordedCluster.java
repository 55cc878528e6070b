package dev.sessionhub.proxmox.simulator;

import dev.sessionhub.proxmox.simulator.cluster.Access;
import dev.sessionhub.proxmox.simulator.cluster.Cluster;
import dev.sessionhub.proxmox.simulator.cluster.Guest;
import dev.sessionhub.proxmox.simulator.cluster.Storage;
import dev.sessionhub.proxmox.simulator.guests.GuestHost;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The cluster on which the exchanges were recorded. */
final class RecordedCluster {

    static final String SECRET = "11111111-2222-3333-4444-555555555555";
    static final String PASSWORD = "secret12345";

    private static final Set<String> ROLE = Set.of(
            "VM.Config.Memory",
            "SDN.Use",
            "VM.Console",
            "Datastore.Audit",
            "VM.Config.Network",
            "Pool.Audit",
            "VM.Clone",
            "VM.Snapshot",
            "Datastore.AllocateSpace",
            "VM.Config.Options",
            "VM.PowerMgmt",
            "Sys.Audit",
            "VM.Config.CPU",
            "VM.Audit",
            "VM.Allocate",
            "VM.Config.Disk");

    private RecordedCluster() {}

    static Cluster on(GuestHost host) {
        Cluster cluster = new Cluster(host);
        cluster.node("pve1", true);
        cluster.node("pve2", false);
        cluster.storage(new Storage("local", "dir", "images,iso,rootdir,vztmpl,backup,snippets", false));
        cluster.storage(new Storage("local-lvm", "lvmthin", "images,rootdir", false));
        cluster.storage(new Storage("thick", "lvm", "images,rootdir", false));
        people(cluster.access());
        guests(cluster);
        return cluster;
    }

    private static void people(Access access) {
        access.role("SessionHub", ROLE);
        access.user("hub@pve", PASSWORD);
        access.token("root@pam!hub", new Access.Token(SECRET, false, false));
        access.token("hub@pve!ok", new Access.Token(SECRET, false, false));
        access.token("hub@pve!old", new Access.Token(SECRET, false, true));
        access.token("hub@pve!noacl", new Access.Token(SECRET, true, false));
        Access.Pool pool = new Access.Pool();
        pool.storages().add("local");
        pool.storages().add("local-lvm");
        access.pools().put("hub", pool);
        for (String path : new String[] {"/vms/150", "/pool/hub", "/storage/local-lvm", "/sdn/zones/localnetwork"}) {
            access.allow(new Access.Entry(path, "hub@pve", "SessionHub", true));
        }
    }

    private static void guests(Cluster cluster) {
        Guest template = new Guest(
                150,
                "pve1",
                options(
                        "arch",
                        "amd64",
                        "cmode",
                        "shell",
                        "cores",
                        "2",
                        "description",
                        "Session Hub template",
                        "features",
                        "nesting=1,keyctl=1",
                        "hostname",
                        "hub-template",
                        "memory",
                        "4096",
                        "net0",
                        "name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:00:01,ip=dhcp,type=veth",
                        "onboot",
                        "0",
                        "ostype",
                        "debian",
                        "rootfs",
                        "local-lvm:base-150-disk-0,size=16G",
                        "swap",
                        "512",
                        "tags",
                        "template",
                        "template",
                        "1",
                        "unprivileged",
                        "1"));
        template.statistics(Map.ofEntries(
                Map.entry("maxmem", 4294967296L),
                Map.entry("maxdisk", 17179869184L),
                Map.entry("memhost", 0),
                Map.entry("mem", 0),
                Map.entry("cpu", 0),
                Map.entry("template", 1),
                Map.entry("netout", 0),
                Map.entry("netin", 0),
                Map.entry("disk", 0),
                Map.entry("diskwrite", 0),
                Map.entry("uptime", 0),
                Map.entry("diskread", 0),
                Map.entry("name", "hub-template"),
                Map.entry("maxcpu", 2),
                Map.entry("status", "stopped")));
        cluster.guest(template);
        cluster.guest(new Guest(
                151,
                "pve1",
                options(
                        "hostname",
                        "thick",
                        "rootfs",
                        "thick:base-151-disk-0,size=8G",
                        "memory",
                        "512",
                        "template",
                        "1")));
        Guest far = new Guest(160, "pve2", options("hostname", "far", "memory", "512"));
        far.statistics(Map.ofEntries(
                Map.entry("template", 0),
                Map.entry("netout", 3),
                Map.entry("maxmem", 536870912),
                Map.entry("maxdisk", 8589934592L),
                Map.entry("cpu", 0.01),
                Map.entry("mem", 1000),
                Map.entry("memhost", 6),
                Map.entry("name", "far"),
                Map.entry("diskread", 4),
                Map.entry("status", "running"),
                Map.entry("maxcpu", 1),
                Map.entry("netin", 2),
                Map.entry("disk", 1),
                Map.entry("diskwrite", 5),
                Map.entry("uptime", 1000)));
        cluster.guest(far);
        cluster.guest(new Guest(
                161,
                "pve1",
                options(
                        "hostname",
                        "prot",
                        "rootfs",
                        "local-lvm:vm-161-disk-0,size=8G",
                        "memory",
                        "512",
                        "lock",
                        "backup")));
        cluster.guest(new Guest(
                162,
                "pve1",
                options(
                        "hostname",
                        "prot",
                        "rootfs",
                        "local-lvm:vm-162-disk-0,size=8G",
                        "memory",
                        "512",
                        "protection",
                        "1")));
    }

    private static Map<String, String> options(String... pairs) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            options.put(pairs[i], pairs[i + 1]);
        }
        return options;
    }
}
