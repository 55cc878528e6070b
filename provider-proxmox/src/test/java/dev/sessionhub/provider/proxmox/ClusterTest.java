package dev.sessionhub.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.proxmox.simulator.ProxmoxSimulator;
import dev.sessionhub.proxmox.simulator.api.Mode;
import dev.sessionhub.proxmox.simulator.cluster.Access;
import dev.sessionhub.proxmox.simulator.cluster.Guest;
import dev.sessionhub.proxmox.simulator.cluster.Storage;
import dev.sessionhub.proxmox.simulator.http.Identity;
import dev.sessionhub.spi.ProviderHealth.Status;
import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.ContainerHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Several nodes, several endpoints and a user with a password; on guests in memory. */
class ClusterTest extends InMemoryCluster {

    private Guest made() {
        return cluster().guests().stream()
                .filter(guest -> guest.id() != 150)
                .findFirst()
                .orElseThrow();
    }

    private void share(boolean shared) {
        cluster().node("pve2", true);
        cluster().storage(new Storage("local-lvm", shared ? "rbd" : "lvmthin", "rootdir", false, shared));
    }

    private void letMemoryBeSeen() {
        Access access = cluster().access();
        access.role("Nodes", Set.of("Sys.Audit"));
        for (String who : List.of("hub@pve", "hub@pve!hub")) {
            access.allow(new Access.Entry("/nodes", who, "Nodes", true));
        }
    }

    @Test
    void a_guest_is_made_where_most_memory_is_free_if_its_disk_can_be_there() {
        share(true);
        letMemoryBeSeen();
        cluster().used("pve1", 40L << 30);
        try (ProxmoxProvider provider = open(Map.of())) {
            ContainerHandle handle = provider.create(spec());
            assertThat(made().node()).isEqualTo("pve2");
            assertThat(provider.find(handle)).isPresent();
        }
    }

    @Test
    void a_guest_stays_with_its_template_where_the_disk_or_the_memory_is_nobodys_to_see() {
        share(false);
        letMemoryBeSeen();
        cluster().used("pve1", 40L << 30);
        try (ProxmoxProvider provider = open(Map.of())) {
            provider.create(spec());
            assertThat(made().node()).isEqualTo("pve1");
        }
    }

    @Test
    void a_guest_is_on_the_bridge_and_in_the_network_that_are_asked_for_and_keeps_its_card() {
        try (ProxmoxProvider provider = open(Map.of("bridge", "vmbr7", "vlan", "42", "tags", "lab, night"))) {
            provider.create(spec());
            assertThat(made().option("net0").orElseThrow().split(","))
                    .contains("name=eth0", "bridge=vmbr7", "tag=42", "ip=dhcp")
                    .anyMatch(part -> part.matches("hwaddr=([0-9A-F]{2}:){5}[0-9A-F]{2}"));
            assertThat(made().option("tags").orElseThrow()).contains("lab").contains("night");
        }
        cluster().access().forbid("/sdn/zones/localnetwork", "hub@pve!hub");
        try (ProxmoxProvider provider = open(Map.of("bridge", "vmbr7", "vlan", "42"))) {
            assertThat(provider.health().summary()).contains("missing on /sdn/zones/localnetwork/vmbr7/42: SDN.Use");
        }
    }

    @Test
    void a_node_that_is_asked_for_gets_the_guest() {
        share(true);
        try (ProxmoxProvider provider = open(Map.of("node", "pve2"))) {
            provider.create(spec());
            assertThat(made().node()).isEqualTo("pve2");
        }
    }

    @Test
    void a_storage_that_cannot_link_clones_copies_them_unasked() {
        cluster().storage(new Storage("local-lvm", "dir", "rootdir", false));
        try (ProxmoxProvider provider = open(Map.of())) {
            provider.create(spec());
            assertThat(cluster().tasks().getLast().lines()).anyMatch(line -> line.contains("create full clone"));
        }
    }

    @Test
    void a_guest_that_was_migrated_is_found_again_and_obeys() {
        share(true);
        try (ProxmoxProvider provider = open(Map.of())) {
            ContainerHandle handle = provider.create(spec());
            cluster().migrate(made().id(), "pve2");
            assertThat(provider.list()).hasSize(1);
            assertThat(provider.find(handle)).map(Container::state).contains(Container.State.CREATED);
            provider.remove(handle);
            assertThat(cluster().guests()).hasSize(1);
        }
    }

    @Test
    void another_endpoint_is_asked_when_one_is_down() throws Exception {
        Identity identity = Identity.make(folder);
        Path both = Files.writeString(folder.resolve("both.pem"), identity.pem() + Files.readString(opened().ca()));
        try (ProxmoxSimulator other = ProxmoxSimulator.start(cluster(), identity)) {
            String endpoints = opened().simulator().url() + "," + other.url();
            try (ProxmoxProvider provider = open(Map.of("endpoints", endpoints, "ca", both.toString()))) {
                ContainerHandle handle = provider.create(spec());
                opened().simulator().close();
                assertThat(provider.find(handle)).isPresent();
                assertThat(provider.health().status()).isEqualTo(Status.UP);
                provider.remove(handle);
                assertThat(cluster().guests()).hasSize(1);
            }
        }
    }

    @Test
    void a_user_with_a_password_works_and_goes_on_when_the_ticket_is_too_old() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        Identity identity = Identity.make(folder);
        Path ca = Files.writeString(folder.resolve("own.pem"), identity.pem());
        try (ProxmoxSimulator clocked = ProxmoxSimulator.start(cluster(), identity, Mode.NEWEST, clock(now))) {
            Map<String, String> login = Map.of(
                    "endpoints",
                    clocked.url(),
                    "ca",
                    ca.toString(),
                    "token",
                    "",
                    "user",
                    "hub@pve",
                    "password",
                    "password");
            try (ProxmoxProvider provider = open(login)) {
                ContainerHandle handle = provider.create(spec());
                assertThat(tickets(clocked)).isOne();
                now.set(now.get().plus(Duration.ofHours(3)));
                provider.remove(handle);
                assertThat(cluster().guests()).hasSize(1);
                assertThat(tickets(clocked)).isEqualTo(2);
            }
        }
    }

    private static long tickets(ProxmoxSimulator simulator) {
        return simulator.asked().stream()
                .filter(asked -> asked.path().endsWith("/access/ticket"))
                .count();
    }

    private static Clock clock(AtomicReference<Instant> now) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
    }
}
