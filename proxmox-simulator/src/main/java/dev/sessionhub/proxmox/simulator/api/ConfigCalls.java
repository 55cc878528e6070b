package dev.sessionhub.proxmox.simulator.api;

import dev.sessionhub.proxmox.simulator.cluster.Guest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Changes options of guests. */
final class ConfigCalls {

    private static final Set<String> ADDRESSES = Set.of("node", "vmid", "digest", "delete", "revert");
    private static final Set<String> REQUIRED = Set.of("memory", "rootfs", "ostype", "arch");
    private static final Set<String> AT_NEXT_START =
            Set.of("cmode", "features", "console", "tty", "entrypoint", "env", "lxc", "debug");
    private static final Map<String, String> PRIVILEGES = Map.ofEntries(
            Map.entry("cores", "VM.Config.CPU"),
            Map.entry("cpulimit", "VM.Config.CPU"),
            Map.entry("cpuunits", "VM.Config.CPU"),
            Map.entry("memory", "VM.Config.Memory"),
            Map.entry("swap", "VM.Config.Memory"),
            Map.entry("hostname", "VM.Config.Network"),
            Map.entry("nameserver", "VM.Config.Network"),
            Map.entry("searchdomain", "VM.Config.Network"),
            Map.entry("rootfs", "VM.Config.Disk"));

    Map<String, Call> calls() {
        return Map.of(
                "PUT /nodes/{node}/lxc/{vmid}/config", ConfigCalls::change,
                "PUT /nodes/{node}/lxc/{vmid}/resize", ConfigCalls::resize);
    }

    private static Result change(Ask ask) throws InterruptedException {
        Map<String, String> options = new LinkedHashMap<>(ask.parameters());
        options.keySet().removeAll(ADDRESSES);
        List<String> deleted =
                ask.given("delete").map(text -> List.of(text.split("[,; ]+"))).orElse(List.of());
        if (options.isEmpty() && deleted.isEmpty()) {
            throw ApiError.died("no options specified");
        }
        requireKnown(deleted);
        Guest guest = ask.guest();
        deleted.forEach(name -> requirePrivilege(ask, guest, name, ""));
        options.forEach((name, value) -> requirePrivilege(ask, guest, name, value));
        ask.unlocked();
        if (ask.given("digest").filter(digest -> !digest.equals(guest.digest())).isPresent()) {
            throw ApiError.died("detected modified configuration - file changed by other user? Try again.");
        }
        deleted.stream().filter(REQUIRED::contains).findFirst().ifPresent(name -> {
            throw ApiError.died("unable to delete required option '" + name + "'");
        });
        if (options.containsKey("unprivileged")) {
            throw ApiError.died("unable to modify read-only option: 'unprivileged'");
        }
        deleted.forEach(guest.config()::remove);
        apply(ask, guest, options);
        return Result.NOTHING;
    }

    private static void requireKnown(List<String> names) {
        for (String name : names) {
            boolean known = GuestOptions.KNOWN.contains(name.replaceFirst("[0-9]+$", "[n]"));
            if (!known) {
                throw ApiError.parameters(Map.of("delete", "unknown option '" + name + "'"));
            }
        }
    }

    private static void requirePrivilege(Ask ask, Guest guest, String name, String value) {
        String path = "/vms/" + guest.id();
        if (name.equals("features")) {
            if (!value.equals(guest.option("features").orElse(""))
                    && !ask.caller().id().equals("root@pam")) {
                throw ApiError.forbidden("changing feature flags (except nesting) is only allowed for root@pam");
            }
        } else if (name.matches("mp[0-9]+")) {
            if (value.startsWith("/") && !ask.caller().id().equals("root@pam")) {
                throw ApiError.forbidden("mount point type bind is only allowed for root@pam");
            }
            ask.require(path, "VM.Config.Disk");
        } else if (name.matches("net[0-9]+")) {
            ask.require(path, "VM.Config.Network");
            guest.option(name).ifPresent(old -> requireBridge(ask, old));
            requireBridge(ask, value);
        } else {
            ask.require(path, PRIVILEGES.getOrDefault(name, "VM.Config.Options"));
        }
    }

    static void requireBridge(Ask ask, String net) {
        Map<String, String> parts = parts(net);
        String bridge = parts.get("bridge");
        if (bridge != null) {
            String vlan = parts.containsKey("tag") ? "/" + parts.get("tag") : "";
            ask.require("/sdn/zones/localnetwork/" + bridge + vlan, "SDN.Use");
        }
    }

    private static void apply(Ask ask, Guest guest, Map<String, String> options) throws InterruptedException {
        options.forEach((name, value) -> {
            String stored = name.matches("net[0-9]+") ? net(value) : value;
            boolean same = stored.equals(guest.config().get(name));
            if (ask.runs() && AT_NEXT_START.contains(name) && !same) {
                guest.pending().put(name, stored);
            } else {
                guest.config().put(name, stored);
            }
        });
        try {
            if (ask.runs()) {
                ask.cluster().host().apply(guest.id(), options);
            }
        } catch (IOException failure) {
            throw ApiError.died(String.valueOf(failure.getMessage()));
        }
    }

    private static String net(String value) {
        Map<String, String> parts = new TreeMap<>(parts(value));
        parts.putIfAbsent("hwaddr", CloneCall.randomAddress());
        parts.putIfAbsent("type", "veth");
        String name = parts.remove("name");
        StringBuilder text = new StringBuilder("name=" + name);
        parts.forEach((key, part) -> text.append(',').append(key).append('=').append(part));
        return text.toString();
    }

    private static Map<String, String> parts(String value) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (String pair : value.split(",")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parts.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return parts;
    }

    private static Result resize(Ask ask) {
        Guest guest = ask.unlocked();
        String size = ask.text("size");
        long now = guest.size();
        long wanted = size.startsWith("+") ? now + Guest.bytes(size.substring(1)) : Guest.bytes(size);
        if (wanted < now) {
            throw ApiError.died("unable to shrink disk size");
        }
        if (wanted == now) {
            throw ApiError.died("disk is already at specified size");
        }
        String disk = ask.text("disk");
        return Result.of(ask.begin("resize", _ -> {
            synchronized (ask.cluster()) {
                Optional<String> volume = guest.option(disk);
                volume.ifPresent(text ->
                        guest.config().put(disk, text.replaceFirst("size=[^,]*", "size=" + (wanted >> 30) + "G")));
            }
        }));
    }
}
