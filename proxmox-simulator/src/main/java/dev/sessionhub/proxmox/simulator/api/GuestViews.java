package dev.sessionhub.proxmox.simulator.api;

import dev.sessionhub.proxmox.simulator.cluster.Guest;
import dev.sessionhub.proxmox.simulator.guests.GuestHost.Interface;
import dev.sessionhub.proxmox.simulator.guests.GuestHost.Measured;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How guests look to callers. */
final class GuestViews {

    private static final Set<String> NUMBERS = Set.of(
            "cores",
            "memory",
            "swap",
            "onboot",
            "unprivileged",
            "template",
            "protection",
            "cpuunits",
            "tty",
            "console",
            "debug");
    private static final List<String> PRESSURES = List.of(
            "pressurecpusome",
            "pressurecpufull",
            "pressureiosome",
            "pressureiofull",
            "pressurememorysome",
            "pressurememoryfull");

    private GuestViews() {}

    static Object option(String name, String value) {
        return NUMBERS.contains(name) ? (Object) Long.parseLong(value) : value;
    }

    static Map<String, Object> config(Map<String, String> options) {
        Map<String, Object> config = new LinkedHashMap<>();
        options.forEach(
                (name, value) -> config.put(name, name.equals("description") ? value + "\n" : option(name, value)));
        return config;
    }

    static Map<String, Object> status(Guest guest, Optional<Measured> running) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("vmid", guest.id());
        status.put("type", "lxc");
        status.put("status", running.isPresent() ? "running" : "stopped");
        status.put("name", guest.option("hostname").orElse("CT" + guest.id()));
        status.put("cpus", cpus(guest));
        status.put("maxmem", guest.number("memory", 512) << 20);
        status.put("maxswap", guest.number("swap", 512) << 20);
        status.put("maxdisk", guest.size());
        status.put("mem", running.map(Measured::memory).orElse(0L));
        status.put("cpu", running.map(Measured::cpu).orElse(0.0));
        status.put(
                "uptime",
                running.map(_ -> (System.currentTimeMillis() - guest.startedAt()) / 1000)
                        .orElse(0L));
        for (String zero : List.of("swap", "disk", "netin", "netout", "diskread", "diskwrite")) {
            status.put(zero, 0);
        }
        running.ifPresent(measured -> {
            status.put("pid", measured.pid());
            PRESSURES.forEach(pressure -> status.put(pressure, "0.00"));
        });
        guest.option("tags").ifPresent(tags -> status.put("tags", tags));
        guest.option("lock").ifPresent(lock -> status.put("lock", lock));
        if (guest.isTemplate()) {
            status.put("template", 1);
        }
        return status;
    }

    private static Object cpus(Guest guest) {
        long cores = guest.number("cores", 1);
        double limit = guest.option("cpulimit").map(Double::parseDouble).orElse(0.0);
        return limit > 0 && limit < cores ? (Object) limit : cores;
    }

    static List<Map<String, Object>> pending(Guest guest) {
        List<Map<String, Object>> options = new ArrayList<>();
        guest.config().forEach((name, value) -> {
            Map<String, Object> option = new LinkedHashMap<>();
            option.put("key", name);
            option.put("value", name.equals("description") ? value + "\n" : option(name, value));
            Optional.ofNullable(guest.pending().get(name)).ifPresent(next -> option.put("pending", option(name, next)));
            options.add(option);
        });
        options.add(Map.of("key", "digest", "value", guest.digest()));
        return options;
    }

    static Map<String, Object> face(Interface found, boolean addresses) {
        Map<String, Object> face = new LinkedHashMap<>();
        face.put("name", found.name());
        face.put("hwaddr", found.hardware());
        face.put("hardware-address", found.hardware());
        List<Map<String, Object>> all = new ArrayList<>();
        for (String address : found.addresses()) {
            boolean old = !address.contains(":");
            face.put(old ? "inet" : "inet6", address);
            int slash = address.indexOf('/');
            all.add(Map.of(
                    "ip-address", address.substring(0, slash),
                    "ip-address-type", old ? "inet" : "inet6",
                    "prefix", address.substring(slash + 1)));
        }
        if (addresses) {
            face.put("ip-addresses", all);
        }
        return face;
    }
}
