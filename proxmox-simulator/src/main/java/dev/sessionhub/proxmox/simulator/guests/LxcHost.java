package dev.sessionhub.proxmox.simulator.guests;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Guests that are LXC containers of this machine, on overlays of one root file system, with a bridge and a DHCP server
 * of their own. Needs root, and the packages lxc, dnsmasq-base and iproute2.
 */
public final class LxcHost implements GuestHost {

    private static final int LEAST_PREFIX = 8;
    private static final int MANY_WATCHES = 65_536;
    private static final boolean UNIFIED = Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"));

    private final Path root;
    private final Path folder;
    private final String prefix;
    private final String bridge;
    private final int network;
    private Process dhcp;
    private boolean closed;
    private final Map<Integer, Integer> running = new ConcurrentHashMap<>();

    private LxcHost(Path root, Path folder, int network) throws IOException {
        this.root = root;
        this.folder = folder;
        this.network = network;
        this.prefix = "hubpve" + network + "-";
        this.bridge = "hubpve" + network;
        this.dhcp = serve();
    }

    /** Why this machine cannot hold such guests; empty if it can. */
    public static Optional<String> missing() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of("needs root");
        }
        for (String tool : List.of("lxc-start", "dnsmasq", "ip", "nsenter")) {
            if (List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin").stream()
                    .noneMatch(bin -> Files.isExecutable(Path.of(bin, tool)))) {
                return Optional.of("needs " + tool + ": apt-get install lxc dnsmasq-base iproute2");
            }
        }
        return Optional.empty();
    }

    /**
     * Makes the network.
     *
     * @param root the file system guests are made from
     * @param folder where guests are kept
     * @param network number of the network 10.NUMBER.0.0/24, and part of every name
     */
    public static LxcHost open(Path root, Path folder, int network) throws IOException, InterruptedException {
        String bridge = "hubpve" + network;
        String net = "10." + network + ".0.";
        run(List.of(
                "sh",
                "-c",
                "ip link del " + bridge + " 2>/dev/null; ip link add " + bridge + " type bridge && ip addr add " + net
                        + "1/24 dev " + bridge + " && ip link set " + bridge + " up"));
        Files.createDirectories(folder);
        allowManyWatches();
        return new LxcHost(root, folder, network);
    }

    /** As nodes of Proxmox VE do: every guest's systemd needs some of what all of them share. */
    private static void allowManyWatches() throws IOException {
        Path most = Path.of("/proc/sys/fs/inotify/max_user_instances");
        if (Integer.parseInt(Files.readString(most).strip()) < MANY_WATCHES) {
            Files.writeString(most, String.valueOf(MANY_WATCHES));
        }
    }

    private Process serve() throws IOException {
        String net = "10." + network + ".0.";
        return new ProcessBuilder(
                        "dnsmasq",
                        "--keep-in-foreground",
                        "--conf-file=/dev/null",
                        "--interface=" + bridge,
                        "--bind-interfaces",
                        "--except-interface=lo",
                        "--port=0",
                        "--no-ping",
                        "--dhcp-authoritative",
                        "--dhcp-range=" + net + "20," + net + "250,1h",
                        "--dhcp-leasefile=" + folder.resolve("leases"),
                        "--pid-file=" + folder.resolve("dnsmasq.pid"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("dnsmasq.log").toFile()))
                .start();
    }

    /** This machine's address in the guests' network. */
    public String gateway() {
        return "10." + network + ".0.1";
    }

    /** Ends the DHCP server, or starts it again. */
    public synchronized void dhcp(boolean on) throws IOException, InterruptedException {
        dhcp.destroy();
        dhcp.waitFor();
        if (on) {
            dhcp = serve();
        }
    }

    /** Runs shell text as root in a running guest; answers what it printed. */
    public String run(int id, String text) throws IOException, InterruptedException {
        return run(List.of(
                "lxc-attach",
                "-P",
                folder.toString(),
                "-n",
                String.valueOf(id),
                "--clear-env",
                "--",
                "/bin/sh",
                "-c",
                text));
    }

    @Override
    public void clone(int source, int target) throws IOException, InterruptedException {
        Path guest = folder.resolve(String.valueOf(target));
        for (String part : List.of("upper", "work", "rootfs")) {
            Files.createDirectories(guest.resolve(part));
        }
        mount(guest);
    }

    private void mount(Path guest) throws IOException, InterruptedException {
        run(List.of(
                "mount",
                "-t",
                "overlay",
                "overlay",
                "-o",
                "lowerdir=" + root + ",upperdir=" + guest.resolve("upper") + ",workdir=" + guest.resolve("work"),
                guest.resolve("rootfs").toString()));
    }

    @Override
    public void destroy(int id) throws IOException, InterruptedException {
        stop(id);
        Path guest = folder.resolve(String.valueOf(id));
        if (Files.exists(guest)) {
            run(List.of(
                    "sh", "-c", "umount -l \"$1/rootfs\"; rm -rf --one-file-system \"$1\"", "sh", guest.toString()));
        }
    }

    @Override
    public void keep(int id, String name) throws IOException, InterruptedException {
        boolean runs = measure(id).isPresent();
        if (runs) {
            run(List.of("lxc-freeze", "-P", folder.toString(), "-n", String.valueOf(id)));
        }
        try {
            in(id, name, "mkdir -p kept && rm -rf \"kept/$2\" && cp -a upper \"kept/$2\"");
        } finally {
            if (runs) {
                run(List.of("lxc-unfreeze", "-P", folder.toString(), "-n", String.valueOf(id)));
            }
        }
    }

    @Override
    public void giveBack(int id, String name) throws IOException, InterruptedException {
        in(id, name, "umount rootfs && rm -rf upper work && cp -a \"kept/$2\" upper && mkdir work");
        mount(folder.resolve(String.valueOf(id)));
    }

    @Override
    public void letGo(int id, String name) throws IOException, InterruptedException {
        in(id, name, "rm -rf \"kept/$2\"");
    }

    /** Shell text in a guest's folder, the name as its second word. */
    private void in(int id, String name, String text) throws IOException, InterruptedException {
        Path guest = folder.resolve(String.valueOf(id));
        run(List.of("sh", "-c", "cd \"$1\" && " + text, "sh", guest.toString(), name));
    }

    @Override
    public void start(int id, Map<String, String> config) throws IOException, InterruptedException {
        Path guest = folder.resolve(String.valueOf(id));
        Path files = guest.resolve("rootfs");
        String name = config.getOrDefault("hostname", "CT" + id);
        Files.writeString(files.resolve("etc/hostname"), name + "\n");
        Files.writeString(
                files.resolve("etc/network/interfaces"),
                "auto lo\niface lo inet loopback\n\nauto eth0\niface eth0 inet dhcp\n");
        Files.writeString(guest.resolve("config"), options(name, files, config));
        run(List.of(
                "lxc-start",
                "-P",
                folder.toString(),
                "-n",
                String.valueOf(id),
                "-f",
                guest.resolve("config").toString(),
                "-o",
                guest.resolve("log").toString()));
        String pid = ask(id, "-p");
        if (pid.isEmpty()) {
            throw new IOException("guest " + id + " ended at once");
        }
        running.put(id, Integer.parseInt(pid));
    }

    private String options(String name, Path files, Map<String, String> config) {
        String net = config.getOrDefault("net0", "");
        int at = net.indexOf("hwaddr=");
        double cpus = Double.parseDouble(config.getOrDefault("cpulimit", config.getOrDefault("cores", "0")));
        return """
            lxc.uts.name = %s
            lxc.rootfs.path = dir:%s
            lxc.include = /usr/share/lxc/config/common.conf
            lxc.apparmor.profile = unconfined
            lxc.mount.auto = proc:mixed sys:mixed cgroup:mixed
            lxc.signal.halt = SIGRTMIN+3
            lxc.net.0.type = veth
            lxc.net.0.link = %s
            lxc.net.0.flags = up
            lxc.net.0.hwaddr = %s
            %s
            %s
            """.formatted(
                        name,
                        files,
                        bridge,
                        net.substring(at + 7, at + 24).toLowerCase(Locale.ROOT),
                        (UNIFIED ? "lxc.cgroup2.memory.max = " : "lxc.cgroup.memory.limit_in_bytes = ")
                                + Long.parseLong(config.getOrDefault("memory", "512")) + "M",
                        cpus > 0
                                ? (UNIFIED ? "lxc.cgroup2.cpu.max = " : "lxc.cgroup.cpu.cfs_quota_us = ")
                                        + (long) (cpus * 100_000)
                                : "");
    }

    @Override
    public void apply(int id, Map<String, String> config) throws IOException, InterruptedException {
        String memory = config.get("memory");
        if (memory != null) {
            run(List.of(
                    "lxc-cgroup",
                    "-P",
                    folder.toString(),
                    "-n",
                    String.valueOf(id),
                    UNIFIED ? "memory.max" : "memory.limit_in_bytes",
                    memory + "M"));
        }
    }

    @Override
    public void stop(int id) throws IOException, InterruptedException {
        if (measure(id).isPresent()) {
            run(List.of("lxc-stop", "-P", folder.toString(), "-n", String.valueOf(id), "-k"));
        }
        running.remove(id);
    }

    @Override
    public boolean shutdown(int id, Duration limit) throws IOException, InterruptedException {
        Process stop = new ProcessBuilder(
                        "lxc-stop",
                        "-P",
                        folder.toString(),
                        "-n",
                        String.valueOf(id),
                        "--nokill",
                        "-t",
                        String.valueOf(limit.toSeconds()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        boolean ended = stop.waitFor(limit.toSeconds() + 5, TimeUnit.SECONDS)
                && measure(id).isEmpty();
        if (ended) {
            running.remove(id);
        }
        return ended;
    }

    @Override
    public Optional<Measured> measure(int id) {
        Integer pid = running.get(id);
        return pid != null && Files.isDirectory(Path.of("/proc", String.valueOf(pid)))
                ? Optional.of(new Measured(pid, 64L << 20, 0.01))
                : Optional.empty();
    }

    @Override
    public List<Interface> interfaces(int id) throws IOException, InterruptedException {
        Integer pid = running.get(id);
        if (pid == null) {
            return List.of();
        }
        String text = run(List.of("nsenter", "-t", String.valueOf(pid), "-n", "ip", "-j", "addr"));
        List<Interface> found = new ArrayList<>();
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            for (JsonObject face : reader.readArray().getValuesAs(JsonObject.class)) {
                JsonArray addresses = face.getJsonArray("addr_info");
                found.add(new Interface(
                        face.getString("ifname"),
                        face.getString("address", ""),
                        addresses.getValuesAs(JsonObject.class).stream()
                                .map(one -> one.getString("local") + "/" + one.getInt("prefixlen", LEAST_PREFIX))
                                .toList()));
            }
        }
        return found;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            for (Integer id : List.copyOf(running.keySet())) {
                destroy(id);
            }
            dhcp.destroy();
            run(List.of(
                    "sh",
                    "-c",
                    "for m in \"$1\"/*/rootfs; do umount -l \"$m\" 2>/dev/null; done; rm -rf --one-file-system \"$1\";"
                            + " ip link del " + bridge,
                    "sh",
                    folder.toString()));
        } catch (IOException failure) {
            System.getLogger(prefix).log(System.Logger.Level.WARNING, "left behind: {0}", failure.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String ask(int id, String option) throws IOException, InterruptedException {
        return run(List.of("lxc-info", "-P", folder.toString(), "-n", String.valueOf(id), "-H", option))
                .strip();
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command.getFirst() + ": " + output.strip());
        }
        return output;
    }
}
