package dev.sessionhub.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.proxmox.simulator.ProxmoxSimulator.Asked;
import dev.sessionhub.proxmox.simulator.cluster.Access;
import dev.sessionhub.proxmox.simulator.cluster.Storage;
import dev.sessionhub.proxmox.simulator.console.ExampleCluster;
import dev.sessionhub.proxmox.simulator.guests.GuestHost;
import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.ProviderHealth.Status;
import dev.sessionhub.spi.container.ContainerSpec;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the provider does before it writes over something, and before it says that a guest has stopped. */
class PrecautionTest extends InMemoryCluster {

    private static final Duration PATIENCE = Duration.ofMillis(1200);

    private final Napping napping = new Napping();
    private UUID session = UUID.randomUUID();
    private Optional<ApiClient> client = Optional.empty();

    @Override
    GuestHost host() {
        return napping;
    }

    @BeforeEach
    void makeAGuest() {
        ContainerSpec spec = spec();
        session = spec.sessionId();
        try (ProxmoxProvider provider = open(Map.of())) {
            provider.create(spec);
        }
    }

    @AfterEach
    void closeTheClient() {
        client.ifPresent(ApiClient::close);
    }

    private dev.sessionhub.proxmox.simulator.cluster.Guest made() {
        return cluster().guests().getLast();
    }

    private Guest guest() {
        return new Guest(made().node(), made().id());
    }

    private Guests guests() {
        return guests(Settings.of(new ProviderConfig("pve", "hub", folder, opened().settings()))
                .pollInterval());
    }

    private Guests guests(Duration interval) {
        ProviderConfig config = new ProviderConfig("pve", "hub", folder, opened().settings());
        Settings settings = Settings.of(config);
        ApiClient api = client.orElseGet(() -> new ApiClient(settings));
        client = Optional.of(api);
        return new Guests(api, new Pacer(interval), settings, Identity.of(config), System::nanoTime);
    }

    private List<String> snapshots() {
        return made().snapshots().stream().map(one -> one.name()).toList();
    }

    private boolean isTaken(Snapshots snapshots) throws InterruptedException {
        AtomicBoolean taken = new AtomicBoolean();
        snapshots.around("writing", guest(), () -> taken.set(true));
        return taken.get();
    }

    @Test
    void a_snapshot_is_there_while_something_is_written_over_and_is_gone_when_that_went_well() throws Exception {
        AtomicBoolean seen = new AtomicBoolean();
        new Snapshots(guests())
                .around("writing", guest(), () -> seen.set(snapshots().equals(List.of(Snapshots.NAME))));
        assertThat(seen).isTrue();
        assertThat(snapshots()).isEmpty();
    }

    @Test
    void a_snapshot_stays_until_what_failed_has_gone_well_and_there_is_never_a_second_one() throws Exception {
        Snapshots snapshots = new Snapshots(guests());
        Runnable fails = () -> {
            throw new IllegalStateException("half-way");
        };
        assertThatThrownBy(() -> snapshots.around("writing", guest(), fails)).hasMessage("half-way");
        Object first = made().snapshots().getFirst();
        assertThatThrownBy(() -> snapshots.around("writing", guest(), fails)).hasMessage("half-way");
        assertThat(made().snapshots()).hasSize(1);
        assertThat((Object) made().snapshots().getFirst()).isSameAs(first);
        assertThat(isTaken(snapshots)).isTrue();
        assertThat(snapshots()).isEmpty();
    }

    @Test
    void where_there_can_be_no_snapshot_the_step_is_taken_without() throws Exception {
        Snapshots snapshots = new Snapshots(guests());
        cluster().storage(new Storage("local-lvm", "dir", "rootdir", false));
        assertThat(isTaken(snapshots)).as("a storage that makes none").isTrue();
        cluster().storage(new Storage("local-lvm", "lvmthin", "rootdir", true));
        assertThat(isTaken(snapshots)).as("a storage that is full").isTrue();
        cluster().storage(new Storage("local-lvm", "lvmthin", "rootdir", false));
        made().config().put("lock", "backup");
        assertThat(isTaken(snapshots)).as("a guest that is locked").isTrue();
        made().config().remove("lock");
        cluster().faults().down(true);
        assertThat(isTaken(snapshots)).as("an API that is away").isTrue();
        cluster().faults().down(false);
        assertThat(snapshots()).isEmpty();
    }

    @Test
    void a_token_that_may_take_no_snapshots_is_good_enough_and_the_doctor_says_what_it_could_have() throws Exception {
        Access access = cluster().access();
        try (ProxmoxProvider provider = open(Map.of())) {
            assertThat(provider.health().summary()).doesNotContain("VM.Snapshot");
            access.role("Guests", without("VM.Snapshot"));
            assertThat(provider.health().status()).isEqualTo(Status.UP);
            assertThat(provider.health().summary()).contains("optional and missing on /pool/hub: VM.Snapshot");
        }
        assertThat(isTaken(new Snapshots(guests()))).isTrue();
        assertThat(snapshots()).isEmpty();
    }

    private static Set<String> without(String one) {
        Set<String> rest = new HashSet<>(ExampleCluster.GUEST_PRIVILEGES);
        rest.remove(one);
        return rest;
    }

    private boolean runs(Sight sight) throws InterruptedException {
        return sight.look("looking", session, false).filter(Guests.Found::runs).isPresent();
    }

    private void started() {
        napping.start(made().id(), made().config());
        made().config().put("onboot", "1");
    }

    @Test
    void a_guest_that_is_down_for_a_moment_is_not_said_to_be_stopped() throws Exception {
        started();
        napping.nap(2);
        assertThat(runs(new Sight(guests(), Sight.REBOOT))).isTrue();
    }

    @Test
    void a_guest_that_stays_down_is_waited_for_once_and_one_that_the_hub_stopped_is_not() throws Exception {
        Sight sight = new Sight(guests(), PATIENCE);
        started();
        napping.stop(made().id());
        assertThat(runs(sight)).isFalse();
        assertThat(looks()).as("looks while it may come back").isGreaterThan(1);
        int before = looks();
        assertThat(runs(sight)).isFalse();
        assertThat(looks() - before).as("looks when it is known to rest").isEqualTo(1);
        made().config().put("onboot", "0");
        before = looks();
        assertThat(runs(new Sight(guests(), PATIENCE))).isFalse();
        assertThat(looks() - before).as("looks at one that the hub has stopped").isEqualTo(1);
    }

    @Test
    void however_many_wait_for_a_guest_to_come_back_they_ask_once_an_interval_in_all() throws Exception {
        Guests guests = guests(Duration.ofMillis(150));
        started();
        napping.stop(made().id());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                var _ = threads.submit(() -> new Sight(guests, PATIENCE).look("looking", session, false));
            }
        }
        List<Long> again = times().subList(8, times().size());
        long span = again.getLast() - again.getFirst();
        assertThat(again.size()).isGreaterThan(8);
        assertThat(again.size() - 1L).isLessThanOrEqualTo(span / 140_000_000 + 1);
    }

    @Test
    void nobody_waits_for_the_address_of_a_guest_that_has_stopped() {
        started();
        Guests guests = guests();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> address = threads.submit(() -> guests.address("reaching", guest()));
            while (opened().simulator().asked().stream()
                    .noneMatch(asked -> asked.path().endsWith("/interfaces"))) {
                Thread.onSpinWait();
            }
            napping.stop(made().id());
            assertThatThrownBy(address::get).hasMessageContaining("it is not running");
        }
    }

    private int looks() {
        return times().size();
    }

    /** When somebody looked at a guest. */
    private List<Long> times() {
        return opened().simulator().asked().stream()
                .filter(asked -> asked.path().endsWith("/status/current"))
                .map(Asked::nanos)
                .toList();
    }
}
