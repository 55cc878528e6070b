package dev.sessionhub.proxmox.simulator.api;

import java.util.Set;

/** The names of options. */
final class GuestOptions {

    static final Set<String> KNOWN = Set.of(
            "arch",
            "cmode",
            "console",
            "cores",
            "cpulimit",
            "cpuunits",
            "debug",
            "description",
            "dev[n]",
            "entrypoint",
            "env",
            "features",
            "hookscript",
            "hostname",
            "lock",
            "memory",
            "mp[n]",
            "nameserver",
            "net[n]",
            "onboot",
            "ostype",
            "protection",
            "rootfs",
            "searchdomain",
            "startup",
            "swap",
            "tags",
            "template",
            "timezone",
            "tty",
            "unprivileged",
            "unused[n]");

    private GuestOptions() {}
}
