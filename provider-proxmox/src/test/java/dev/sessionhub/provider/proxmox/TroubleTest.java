package dev.sessionhub.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.proxmox.simulator.cluster.Access;
import dev.sessionhub.proxmox.simulator.cluster.Faults;
import dev.sessionhub.proxmox.simulator.cluster.Guest;
import dev.sessionhub.proxmox.simulator.console.ExampleCluster;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.ProviderHealth;
import dev.sessionhub.spi.ProviderHealth.Status;
import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerSpec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the provider does when the cluster is not as it should be; on guests in memory. */
class TroubleTest extends InMemoryCluster {

    private int guests() {
        return cluster().guests().size() - 1;
    }

    @Test
    void the_least_privileges_suffice() {
        try (ProxmoxProvider provider = open(Map.of())) {
            assertThat(provider.health().status())
                    .as(provider.health().summary())
                    .isEqualTo(Status.UP);
        }
    }

    @Test
    void a_missing_privilege_is_named_with_its_path() {
        Access access = cluster().access();
        access.role("Guests", Set.of("VM.Allocate", "VM.Audit", "VM.PowerMgmt", "VM.Config.Memory"));
        access.forbid("/storage/local-lvm", "hub@pve!hub");
        try (ProxmoxProvider provider = open(Map.of())) {
            ProviderHealth health = provider.health();
            assertThat(health.status()).isEqualTo(Status.DEGRADED);
            assertThat(health.summary())
                    .contains("missing on /pool/hub: VM.Config.CPU, VM.Config.Network, VM.Config.Options");
            access.role("Guests", ExampleCluster.GUEST_PRIVILEGES);
            assertThat(provider.health().summary()).contains("missing on /storage/local-lvm: Datastore.AllocateSpace");
        }
    }

    @Test
    void a_certificate_that_is_not_known_is_refused_and_a_pinned_one_is_believed() {
        String other = String.join(":", Collections.nCopies(32, "AA"));
        try (ProxmoxProvider provider = open(Map.of("fingerprint", other))) {
            assertThat(provider.health().status()).isEqualTo(Status.DOWN);
            assertThat(provider.health().summary()).contains("not pinned");
        }
        try (ProxmoxProvider provider = open(Map.of("ca", ""))) {
            assertThat(provider.health().status()).isEqualTo(Status.DOWN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ca", "ssh-key"})
    void a_file_whose_place_depends_on_where_the_hub_was_started_is_refused(String key) {
        Assertions.assertThatThrownBy(() -> open(Map.of(key, "data/file")))
                .hasMessageContaining(key)
                .hasMessageContaining("absolute path");
    }

    @Test
    void any_certificate_is_accepted_only_by_who_says_that_he_knows_what_that_means() {
        String key = "insecure-accept-any-certificate";
        Assertions.assertThatThrownBy(() -> open(Map.of("ca", "", key, "yes"))).hasMessageContaining(key);
        try (ProxmoxProvider provider = open(Map.of("ca", "", key, "yes-i-know-that-anyone-can-read-my-token"))) {
            assertThat(provider.health().status()).isEqualTo(Status.UP);
        }
    }

    @Test
    void a_task_that_ends_with_warnings_has_ended_well() {
        cluster().faults().warn("vzclone");
        try (ProxmoxProvider provider = open(Map.of())) {
            provider.create(spec());
            assertThat(provider.list()).hasSize(1);
        }
    }

    @Test
    void a_revoked_token_is_no_empty_list() {
        try (ProxmoxProvider provider = open(Map.of())) {
            provider.create(spec());
            cluster().access().revoke("hub@pve!hub");
            Assertions.assertThatThrownBy(provider::list)
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(Code.UNAUTHORIZED));
        }
    }

    @Test
    void a_token_that_sees_nothing_any_more_is_no_empty_list() {
        try (ProxmoxProvider provider = open(Map.of())) {
            provider.create(spec());
            cluster().access().forbid("/vms/150", "hub@pve!hub");
            Assertions.assertThatThrownBy(provider::list)
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(Code.UNAUTHORIZED));
        }
    }

    @Test
    void a_clone_whose_answer_was_lost_is_found_and_not_made_twice() {
        Faults faults = cluster().faults();
        faults.next(new Faults.Transport("POST", "/clone", 596, "Connection timed out", true));
        try (ProxmoxProvider provider = open(Map.of())) {
            provider.create(spec());
            assertThat(provider.list()).hasSize(1);
            assertThat(guests()).isEqualTo(1);
        }
    }

    @Test
    void a_clone_that_never_arrived_is_made_again() {
        Faults faults = cluster().faults();
        faults.next(new Faults.Transport("POST", "/clone", 595, "Connection refused", false));
        try (ProxmoxProvider provider = open(Map.of())) {
            provider.create(spec());
            assertThat(guests()).isEqualTo(1);
        }
    }

    @Test
    void a_clone_that_fails_half_way_leaves_nothing_and_tells_the_log() {
        Faults faults = cluster().faults();
        faults.failClone(200, "no such logical volume pve/data");
        try (ProxmoxProvider provider = open(Map.of("vmid-range", "200-200"))) {
            Assertions.assertThatThrownBy(() -> provider.create(spec()))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("clone failed: no such logical volume pve/data")
                    .hasMessageContaining("creating a clone of container 150 with ID 200");
            assertThat(guests()).isZero();
        }
    }

    @Test
    void a_clone_during_which_the_api_went_away_is_gone_on_with_and_not_made_twice() {
        Faults faults = cluster().faults();
        ContainerSpec spec = spec();
        try (ProxmoxProvider provider = open(Map.of());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            faults.hold("vzclone");
            CompletableFuture<Void> first = CompletableFuture.runAsync(() -> provider.create(spec), threads);
            while (guests() == 0) {
                assertThat(first).isNotDone();
                Thread.onSpinWait();
            }
            faults.down(true);
            Assertions.assertThatThrownBy(first::join)
                    .cause()
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            failure -> assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE));
            faults.down(false);
            faults.release("vzclone");
            ContainerHandle handle = provider.create(spec);
            assertThat(guests()).isEqualTo(1);
            provider.remove(handle);
            assertThat(guests()).isZero();
        }
    }

    @Test
    void a_clone_that_never_got_its_tags_is_found_and_gone_on_with() {
        try (ProxmoxProvider provider = open(Map.of())) {
            ContainerSpec spec = spec();
            provider.create(spec);
            made().config().remove("tags");
            assertThat(provider.list()).extracting(Container::sessionId).containsExactly(spec.sessionId());
            provider.create(spec);
            assertThat(made().option("tags"))
                    .hasValueSatisfying(tags -> assertThat(tags).contains("session-" + spec.sessionId()));
            assertThat(guests()).isEqualTo(1);
        }
    }

    @Test
    void a_clone_that_never_got_its_tags_is_removed_with_its_session() {
        try (ProxmoxProvider provider = open(Map.of())) {
            ContainerHandle handle = provider.create(spec());
            made().config().remove("tags");
            provider.remove(handle);
            assertThat(guests()).isZero();
        }
    }

    @Test
    void a_guest_of_somebody_else_among_the_ids_is_left_alone() {
        try (ProxmoxProvider provider = open(Map.of())) {
            provider.create(spec());
            made().config().remove("tags");
            made().config().put("description", "mine");
            assertThat(provider.list()).isEmpty();
        }
    }

    @Test
    void while_a_clone_may_be_on_its_way_the_list_is_no_list() {
        try (ProxmoxProvider provider = open(Map.of())) {
            provider.create(spec());
            cluster().forget(made().id());
            assertThat(provider.list()).isEmpty();
            cluster().guest(150).orElseThrow().config().put("lock", "disk");
            Assertions.assertThatThrownBy(provider::list)
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(Code.UNAVAILABLE));
        }
    }

    private Guest made() {
        return cluster().guests().getLast();
    }

    @Test
    void twenty_sessions_made_at_once_all_come_and_nobody_asks_more_than_once_an_interval() {
        try (ProxmoxProvider provider = open(Map.of("poll-interval", "50"))) {
            List<ContainerSpec> specs =
                    IntStream.range(0, 20).mapToObj(_ -> spec()).toList();
            specs.parallelStream().forEach(provider::create);
            assertThat(provider.list())
                    .extracting(Container::sessionId)
                    .hasSize(20)
                    .doesNotHaveDuplicates();
        }
        List<Long> polls = opened().simulator().asked().stream()
                .filter(asked ->
                        asked.path().endsWith("/status") && asked.path().contains("/tasks/"))
                .map(asked -> asked.nanos())
                .toList();
        long span = polls.getLast() - polls.getFirst();
        assertThat(polls.size() - 1).isLessThanOrEqualTo((int) (span / 45_000_000) + 1);
    }
}
