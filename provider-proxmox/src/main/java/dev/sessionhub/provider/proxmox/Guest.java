package dev.sessionhub.provider.proxmox;

/**
 * Where a guest is.
 *
 * @param node its node
 * @param id its VMID
 */
record Guest(String node, int id) {

    String path() {
        return "/nodes/" + node + "/lxc/" + id;
    }
}
