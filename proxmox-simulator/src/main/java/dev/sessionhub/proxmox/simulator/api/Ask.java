package dev.sessionhub.proxmox.simulator.api;

import dev.sessionhub.proxmox.simulator.cluster.Caller;
import dev.sessionhub.proxmox.simulator.cluster.Cluster;
import dev.sessionhub.proxmox.simulator.cluster.Guest;
import dev.sessionhub.proxmox.simulator.cluster.Task;
import java.util.Map;
import java.util.Optional;

/**
 * A call that may be carried out.
 *
 * @param cluster on what
 * @param caller by whom
 * @param parameters with what, those of the path among them
 */
record Ask(Cluster cluster, Caller caller, Map<String, String> parameters) {

    Optional<String> given(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    String text(String name) {
        return given(name).orElseThrow(() -> new IllegalStateException("no parameter " + name));
    }

    boolean flag(String name) {
        return given(name).orElse("0").equals("1");
    }

    int number(String name, int absent) {
        return given(name).map(Integer::parseInt).orElse(absent);
    }

    /** The node that answers. */
    String node() {
        String node = text("node");
        return node.equals("localhost") ? cluster.nodes().getFirst() : node;
    }

    int vmid() {
        return Integer.parseInt(text("vmid"));
    }

    /** The guest in the path, if it lives on the node in the path. */
    Guest guest() {
        return cluster.guest(vmid())
                .filter(found -> found.node().equals(node()))
                .orElseThrow(() -> ApiError.died(
                        "Configuration file 'nodes/" + node() + "/lxc/" + vmid() + ".conf' does not exist"));
    }

    /** The guest in the path, if nothing has locked it. */
    Guest unlocked() {
        Guest guest = guest();
        guest.option("lock").ifPresent(lock -> {
            throw ApiError.died("CT is locked (" + lock + ")");
        });
        return guest;
    }

    boolean runs() {
        return cluster.host().measure(vmid()).isPresent();
    }

    boolean may(String path, String privilege) {
        return cluster.access().may(caller, path, privilege);
    }

    void require(String path, String privilege) {
        if (!may(path, privilege)) {
            throw ApiError.forbidden(path + ", " + privilege);
        }
    }

    String begin(String type, String id, Task.Work work) {
        return cluster.begin(node(), type, id, caller, work).upid();
    }

    String begin(String type, Task.Work work) {
        return begin(type, String.valueOf(vmid()), work);
    }
}
