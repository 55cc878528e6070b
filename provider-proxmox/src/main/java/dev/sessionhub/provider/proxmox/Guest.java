package dev.sessionhub.provider.proxmox;

import jakarta.json.JsonObject;

/**
 * Where a guest is.
 *
 * @param node its node
 * @param id its VMID
 */
record Guest(String node, int id) {

    /** One of those that the cluster lists. */
    static Guest of(JsonObject listed) {
        return new Guest(Lenient.text(listed, "node"), (int) Lenient.number(listed, "vmid"));
    }

    String path() {
        return "/nodes/" + node + "/lxc/" + id;
    }
}
