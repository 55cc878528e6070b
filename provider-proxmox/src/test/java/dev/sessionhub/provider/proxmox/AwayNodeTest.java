package dev.sessionhub.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.proxmox.simulator.cluster.Guest;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.ContainerHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A node that does not answer, while the others do; on guests in memory. */
class AwayNodeTest extends InMemoryCluster {

    private final AtomicLong nanos = new AtomicLong();

    /** A session and its guest. */
    private record Made(ContainerHandle handle, Guest guest) {}

    private ProxmoxProvider open() {
        return opened().open("hub", folder, Map.of(), nanos::get);
    }

    @Test
    void its_guests_are_listed_and_named() {
        try (ProxmoxProvider provider = open()) {
            ContainerHandle handle = made(provider, "pve2").handle();
            cluster().node("pve2", false);
            assertThat(provider.list()).hasSize(1);
            isAway(provider, handle);
        }
    }

    @Test
    void one_that_takes_questions_and_answers_none_is_named_all_the_same() {
        cluster().node("pve2", true);
        try (ProxmoxProvider provider = open();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ContainerHandle handle = made(provider, "pve2").handle();
            cluster().faults().hold("node pve2");
            CompletableFuture<List<Container>> list = CompletableFuture.supplyAsync(provider::list, threads);
            isAway(provider, handle);
            assertThat(list.join()).hasSize(1);
            cluster().faults().release("node pve2");
            passPause();
            assertThat(provider.find(handle)).isPresent();
        }
    }

    @Test
    void it_is_asked_for_all_of_its_sessions_at_once_and_only_now_and_then() {
        try (ProxmoxProvider provider = open()) {
            List<ContainerHandle> handles = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                handles.add(made(provider, "pve2").handle());
            }
            cluster().node("pve2", false);
            assertThat(questionsOfEach(provider, handles)).isLessThanOrEqualTo(3);
            passPause();
            assertThat(questionsOfEach(provider, handles)).isLessThanOrEqualTo(2);
            cluster().node("pve2", true);
            passPause();
            for (ContainerHandle handle : handles) {
                assertThat(provider.find(handle)).isPresent();
            }
        }
    }

    @Test
    void a_session_is_found_on_the_node_that_its_guest_was_brought_to() {
        try (ProxmoxProvider provider = open()) {
            Made made = made(provider, "pve2");
            ContainerHandle handle = made.handle();
            cluster().node("pve2", false);
            isAway(provider, handle);
            isAway(provider, handle);
            cluster().migrate(made.guest().id(), "pve1");
            passPause();
            assertThat(provider.find(handle)).isPresent();
        }
    }

    @Test
    void a_guest_that_got_the_number_of_another_meanwhile_is_not_taken_for_it() {
        try (ProxmoxProvider provider = open()) {
            ContainerHandle away = made(provider, "pve2").handle();
            Made one = made(provider, "pve1");
            Made other = made(provider, "pve1");
            cluster().node("pve2", false);
            isAway(provider, away);
            assertThat(provider.find(one.handle())).isPresent();
            String tags = one.guest().option("tags").orElseThrow();
            one.guest().config().put("tags", other.guest().option("tags").orElseThrow());
            other.guest().config().put("tags", tags);
            provider.remove(one.handle());
            assertThat(cluster().guest(one.guest().id())).isPresent();
            assertThat(cluster().guest(other.guest().id())).isEmpty();
            assertThat(provider.find(other.handle())).isPresent();
        }
    }

    private Made made(ProxmoxProvider provider, String node) {
        List<Guest> before = cluster().guests();
        ContainerHandle handle = provider.create(spec());
        int id = cluster().guests().stream()
                .filter(one -> !before.contains(one))
                .findFirst()
                .orElseThrow()
                .id();
        cluster().migrate(id, node);
        return new Made(handle, cluster().guest(id).orElseThrow());
    }

    private static void isAway(ProxmoxProvider provider, ContainerHandle handle) {
        assertThatThrownBy(() -> provider.find(handle))
                .hasMessageContaining("node pve2")
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(Code.CONFLICT));
    }

    private int questionsOfEach(ProxmoxProvider provider, List<ContainerHandle> handles) {
        int before = opened().simulator().asked().size();
        for (int round = 0; round < 10; round++) {
            handles.forEach(handle -> isAway(provider, handle));
        }
        return opened().simulator().asked().size() - before;
    }

    private void passPause() {
        nanos.addAndGet(AwayNodes.PAUSE.toNanos());
    }
}
