package dev.sessionhub.proxmox.simulator.cluster;

/**
 * Where volumes lie.
 *
 * @param name its id
 * @param type the plug-in: lvmthin, zfspool, dir, lvm ...
 * @param content what it may hold
 * @param full whether no room is left
 * @param shared whether every node sees the same
 */
public record Storage(String name, String type, String content, boolean full, boolean shared) {

    /** One of a node's own. */
    public Storage(String name, String type, String content, boolean full) {
        this(name, type, content, full, false);
    }

    /** Whether it makes snapshots of containers' volumes; the same ones that clone without a copy. */
    public boolean snapshots() {
        return clones();
    }

    /** Whether it can clone a template's volume without a copy. */
    public boolean clones() {
        return switch (type) {
            case "lvmthin", "zfspool", "rbd", "btrfs" -> true;
            default -> false;
        };
    }
}
