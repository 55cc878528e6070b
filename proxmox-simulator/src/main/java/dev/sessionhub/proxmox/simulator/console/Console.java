package dev.sessionhub.proxmox.simulator.console;

import dev.sessionhub.proxmox.simulator.ProxmoxSimulator;
import dev.sessionhub.proxmox.simulator.ProxmoxSimulator.Asked;
import dev.sessionhub.proxmox.simulator.cluster.Access;
import dev.sessionhub.proxmox.simulator.cluster.Cluster;
import dev.sessionhub.proxmox.simulator.cluster.Guest;
import dev.sessionhub.proxmox.simulator.cluster.Storage;
import dev.sessionhub.proxmox.simulator.guests.GuestHost;
import dev.sessionhub.proxmox.simulator.guests.LxcHost;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What an administrator, or fate, does to the cluster; a line each, answered by a line of JSON. */
final class Console {

    static final String HELP = "guests | api up|down | node NAME up|down | migrate VMID NODE | token revoke|restore"
            + " | storage full|free | clone fail TEXT | hold TASK | release TASK | dhcp on|off | reboot VMID | stop VMID"
            + " | destroy VMID | in VMID SHELL-TEXT | asked | forget";

    private static final String STORAGE = "local-lvm";

    private final ProxmoxSimulator simulator;
    private final Cluster cluster;
    private final GuestHost host;
    private final Optional<LxcHost> real;
    private final Administrator administrator;
    private int forgotten;

    Console(ProxmoxSimulator simulator, GuestHost host, Optional<LxcHost> real) {
        this.simulator = simulator;
        this.cluster = simulator.cluster();
        this.host = host;
        this.real = real;
        this.administrator = new Administrator(cluster, host);
    }

    /** Does what a line says. */
    String answer(String line) throws InterruptedException {
        List<String> words = List.of(line.strip().split(" +", 3));
        try {
            return obey(words, line).toString();
        } catch (IOException | RuntimeException failure) {
            return Json.createObjectBuilder()
                    .add("error", String.valueOf(failure.getMessage()))
                    .build()
                    .toString();
        }
    }

    private JsonValue obey(List<String> words, String line) throws IOException, InterruptedException {
        String second = words.size() > 1 ? words.get(1) : "";
        String rest = words.size() > 2 ? words.get(2) : "";
        switch (words.getFirst()) {
            case "guests" -> {
                return guests();
            }
            case "asked" -> {
                return asked();
            }
            case "in" -> {
                return Json.createValue(real().run(Integer.parseInt(second), rest));
            }
            case "forget" -> forgotten = simulator.asked().size();
            case "api" -> cluster.faults().down(isDown(second));
            case "node" -> administrator.node(second, isDown(rest));
            case "migrate" -> cluster.migrate(Integer.parseInt(second), rest);
            case "token" -> token(second);
            case "storage" -> cluster.storage(new Storage(STORAGE, "lvmthin", "images,rootdir", second.equals("full")));
            case "clone" -> cluster.faults().failNextClone(rest);
            case "hold" -> cluster.faults().hold(second);
            case "release" -> cluster.faults().release(second);
            case "dhcp" -> real().dhcp(second.equals("on"));
            case "reboot" -> administrator.reboot(Integer.parseInt(second));
            case "stop" -> host.stop(Integer.parseInt(second));
            case "destroy" -> administrator.destroy(Integer.parseInt(second));
            default -> throw new IllegalArgumentException("\"" + line + "\" is none of: " + HELP);
        }
        return JsonValue.TRUE;
    }

    private LxcHost real() {
        return real.orElseThrow(() -> new IllegalArgumentException("guests are in memory only: nothing runs in them"));
    }

    private static boolean isDown(String word) {
        return word.equals("down");
    }

    private void token(String verb) {
        Access access = cluster.access();
        synchronized (cluster) {
            if (verb.equals("revoke")) {
                access.revoke(ExampleCluster.TOKEN_ID);
            } else {
                ExampleCluster.letIn(access);
            }
        }
    }

    private JsonValue guests() {
        JsonArrayBuilder all = Json.createArrayBuilder();
        for (Guest guest : cluster.guests()) {
            if (!guest.isTemplate()) {
                all.add(Json.createObjectBuilder()
                        .add("vmid", guest.id())
                        .add("node", guest.node())
                        .add("running", host.measure(guest.id()).isPresent())
                        .add("tags", guest.option("tags").orElse(""))
                        .add("description", guest.option("description").orElse("")));
            }
        }
        return all.build();
    }

    /** How much was asked since it was told to forget, and the most that came within one second. */
    private JsonValue asked() {
        List<Asked> asked = simulator.asked();
        List<Asked> polls = asked.subList(forgotten, asked.size()).stream()
                .filter(Console::isPoll)
                .toList();
        int most = 0;
        int first = 0;
        for (int last = 0; last < polls.size(); last++) {
            while (polls.get(last).nanos() - polls.get(first).nanos() >= TimeUnit.SECONDS.toNanos(1)) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        long closest = Long.MAX_VALUE;
        for (int i = 1; i < polls.size(); i++) {
            closest = Math.min(closest, polls.get(i).nanos() - polls.get(i - 1).nanos());
        }
        Map<String, Object> kinds = new TreeMap<>();
        asked.subList(forgotten, asked.size())
                .forEach(one -> kinds.merge(kind(one), 1, (left, right) -> (int) left + (int) right));
        return Json.createObjectBuilder(Map.of(
                        "requests",
                        asked.size() - forgotten,
                        "polls",
                        polls.size(),
                        "mostInASecond",
                        most,
                        "closestMillis",
                        TimeUnit.NANOSECONDS.toMillis(closest),
                        "kinds",
                        kinds))
                .build();
    }

    private static String kind(Asked asked) {
        return asked.method() + " "
                + asked.path()
                        .replaceFirst("^/api2/json", "")
                        .replaceAll("UPID[^/]*", "*")
                        .replaceAll("/[0-9]+(?=/|$)", "/*");
    }

    /** What is asked again and again until it answers as wished. */
    private static boolean isPoll(Asked asked) {
        return asked.method().equals("GET")
                && Optional.of(asked.path())
                        .filter(path -> path.endsWith("/interfaces") || path.contains("/tasks/"))
                        .isPresent();
    }
}
