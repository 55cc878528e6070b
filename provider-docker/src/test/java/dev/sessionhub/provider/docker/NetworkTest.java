package dev.sessionhub.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.NetworkPolicy;
import dev.sessionhub.spi.container.ResourceLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What sessions reach: a network namespace beside the host plays a public server and a private one. */
class NetworkTest {

    private static final String PUBLIC = "11.99.0.2";
    private static final String HOST_PUBLIC = "11.99.0.1";
    private static final String PRIVATE = "10.99.0.2";
    private static final int PORT = 8099;

    @TempDir
    Path folder;

    private Optional<TestHub> opened = Optional.empty();
    private Optional<Process> server = Optional.empty();

    @BeforeEach
    void open() throws IOException {
        TestEngine.get();
        sh("ip netns delete hubtest 2>/dev/null; ip link delete hubtest0 2>/dev/null; true");
        sh("ip netns add hubtest && ip link add hubtest0 type veth peer name eth0 netns hubtest"
                + " && ip addr add " + HOST_PUBLIC + "/24 dev hubtest0 && ip addr add 10.99.0.1/24 dev hubtest0"
                + " && ip link set hubtest0 up && ip -n hubtest addr add " + PUBLIC + "/24 dev eth0"
                + " && ip -n hubtest addr add " + PRIVATE + "/24 dev eth0 && ip -n hubtest link set eth0 up"
                + " && ip -n hubtest link set lo up && ip -n hubtest route add default via " + HOST_PUBLIC);
        server = Optional.of(new ProcessBuilder(
                        "ip",
                        "netns",
                        "exec",
                        "hubtest",
                        "perl",
                        "-e",
                        "use IO::Socket::INET; $s=IO::Socket::INET->new(LocalPort=>" + PORT
                                + ",Listen=>9,ReuseAddr=>1) or die; while($c=$s->accept){print $c \"hello\\n\";close $c}")
                .start());
        opened = Optional.of(new TestHub(folder, Map.of()));
    }

    @AfterEach
    void close() {
        opened.ifPresent(TestHub::close);
        server.ifPresent(Process::destroyForcibly);
        sh("ip netns delete hubtest 2>/dev/null; ip link delete hubtest0 2>/dev/null; true");
    }

    private TestHub hub() {
        return opened.orElseThrow();
    }

    @Test
    void a_session_with_internet_reaches_public_addresses_and_nothing_else() throws IOException {
        ContainerHandle first = running(NetworkPolicy.INTERNET);
        ContainerHandle second = running(NetworkPolicy.INTERNET);
        assertFiltered(first);
        hub().sh(second, listener());
        String neighbour = hub().sh(second, "hostname -i").out().strip();
        assertThat(reaches(second, neighbour, PORT))
                .as("itself, to prove the listener")
                .isTrue();
        assertThat(reaches(first, neighbour, PORT)).as("another session").isFalse();
        assertThat(hub().sh(first, "cat /proc/net/if_inet6 | grep -v lo").out())
                .as("an IPv6 address, which nothing filters")
                .isEmpty();
    }

    @Test
    void an_allowed_private_network_is_reached() {
        opened.ifPresent(TestHub::close);
        opened = Optional.of(new TestHub(folder, Map.of("allowed-networks", "10.99.0.0/24")));
        ContainerHandle handle = running(NetworkPolicy.INTERNET);
        assertThat(reaches(handle, PRIVATE, PORT)).isTrue();
        assertThat(reaches(handle, "10.99.0.1", PORT)).as("the host itself").isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void instances_on_one_engine_keep_their_own_word_and_their_own_sessions(boolean looseFirst) {
        try (TestHub loose = hub().beside("loose", Map.of("allowed-networks", "10.99.0.0/24"));
                TestHub strict = hub().beside("strict", Map.of())) {
            ContainerHandle first = running(looseFirst ? loose : strict, NetworkPolicy.INTERNET);
            ContainerHandle second = running(looseFirst ? strict : loose, NetworkPolicy.INTERNET);
            ContainerHandle allowed = looseFirst ? first : second;
            ContainerHandle refused = looseFirst ? second : first;
            assertThat(reaches(strict, refused, PUBLIC, PORT))
                    .as("a public server")
                    .isTrue();
            assertThat(reaches(loose, allowed, PRIVATE, PORT))
                    .as("the network that its instance allows")
                    .isTrue();
            assertThat(reaches(strict, refused, PRIVATE, PORT))
                    .as("the network that the other instance allows")
                    .isFalse();
            strict.sh(refused, listener());
            String other = strict.sh(refused, "hostname -i").out().strip();
            assertThat(reaches(loose, allowed, other, PORT))
                    .as("the other instance's session")
                    .isFalse();
            assertThat(loose.provider().list()).extracting(Container::handle).containsExactly(allowed);
            assertThat(strict.provider().list()).extracting(Container::handle).containsExactly(refused);
            assertThat(hub().provider().list()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rules_that_went_with_a_restart_of_the_host_are_there_before_a_session_starts_again(boolean hubToo)
            throws IOException {
        ContainerHandle handle = running(NetworkPolicy.INTERNET);
        restartHost();
        if (hubToo) {
            try (ContainerProvider fresh = hub().again()) {
                fresh.start(handle);
            }
        } else {
            hub().provider().start(handle);
        }
        assertFiltered(handle);
    }

    @Test
    void rules_are_there_again_as_soon_as_a_hub_looks_at_sessions_that_the_engine_started_itself() throws IOException {
        opened.ifPresent(TestHub::close);
        opened = Optional.of(new TestHub(folder, Map.of("restart", "engine")));
        ContainerHandle handle = running(NetworkPolicy.INTERNET);
        restartHost();
        assertThat(reaches(handle, PRIVATE, PORT))
                .as("a private network, to prove that the rules were gone")
                .isTrue();
        hub().provider().list();
        assertFiltered(handle);
    }

    /** What a restart of the engine's host takes. */
    private void restartHost() {
        TestEngine engine = TestEngine.get();
        String network = engine.docker("network", "ls", "--quiet", "--filter", "label=" + hubLabel());
        String bridge = engine.docker(
                "network", "inspect", "--format", "{{index .Options \"com.docker.network.bridge.name\"}}", network);
        engine.stop();
        String chain = bridge.toUpperCase(Locale.ROOT);
        sh("iptables -D INPUT -i " + bridge + " -j REJECT; iptables -D DOCKER-USER -i " + bridge + " -j " + chain
                + "; iptables -F " + chain + "; iptables -X " + chain + "; true");
        engine.startAgain();
    }

    /** As they were made when all instances of a hub shared a network. */
    @Test
    void a_session_from_before_instances_had_networks_of_their_own_starts_and_is_filtered() throws IOException {
        String former = "session-hub-" + hub().id();
        UUID session = UUID.randomUUID();
        TestEngine engine = TestEngine.get();
        engine.docker("network", "create", "--label", Identity.PROVIDER + "=docker", "--label", hubLabel(), former);
        ContainerHandle old = new ContainerHandle("docker", former + "-" + session);
        List<String> create = new ArrayList<>(List.of("create", "--name", old.id(), "--network", former));
        List.of(
                        hubLabel(),
                        Identity.PROVIDER + "=docker",
                        Identity.SESSION + "=" + session,
                        Identity.NETWORK + "=INTERNET",
                        Identity.SECRETS + "=")
                .forEach(label -> create.addAll(List.of("--label", label)));
        create.addAll(List.of("--init", "--entrypoint", "sleep", TestEngine.AGENT, "1000"));
        engine.docker(create.toArray(String[]::new));
        for (int round = 0; round < 2; round++) {
            hub().provider().start(old);
            assertFiltered(old);
            hub().provider().stop(old, Duration.ZERO);
        }
    }

    @Test
    void a_session_without_network_reaches_nothing() {
        ContainerHandle handle = running(NetworkPolicy.NONE);
        assertThat(reaches(handle, PUBLIC, PORT)).isFalse();
    }

    private void assertFiltered(ContainerHandle handle) throws IOException {
        assertThat(reaches(handle, PUBLIC, PORT)).as("a public server").isTrue();
        assertThat(reaches(handle, PRIVATE, PORT)).as("a private network").isFalse();
        try (ServerSocket hubs = new ServerSocket(0, 50, InetAddress.getByName("0.0.0.0"))) {
            int port = hubs.getLocalPort();
            String gateway = hub().sh(
                            handle,
                            "perl -ne 'print join(\".\",reverse map{hex}unpack(\"(A2)4\",$1)) if"
                                    + " /^\\S+\\s+00000000\\s+(\\S{8})/' /proc/net/route")
                    .out();
            assertThat(gateway).startsWith("10.203.");
            for (String address : List.of(gateway, HOST_PUBLIC, "127.0.0.1", "10.99.0.1")) {
                assertThat(reaches(handle, address, port))
                        .as("the hub at %s", address)
                        .isFalse();
            }
        }
    }

    private String hubLabel() {
        return Identity.HUB + "=" + hub().id();
    }

    private ContainerHandle running(NetworkPolicy policy) {
        return running(hub(), policy);
    }

    private static ContainerHandle running(TestHub hub, NetworkPolicy policy) {
        return hub.running(hub.spec(Optional.empty(), ResourceLimits.DEFAULTS, policy, Map.of()));
    }

    private boolean reaches(ContainerHandle handle, String address, int port) {
        return reaches(hub(), handle, address, port);
    }

    private static boolean reaches(TestHub hub, ContainerHandle handle, String address, int port) {
        String script = "perl -e 'use IO::Socket::INET; exit(IO::Socket::INET->new(PeerAddr=>\"" + address
                + "\",PeerPort=>" + port + ",Timeout=>3)?0:1)'";
        return hub.sh(handle, script).code() == 0;
    }

    private static String listener() {
        return "setsid perl -e 'use IO::Socket::INET; $s=IO::Socket::INET->new(LocalPort=>" + PORT
                + ",Listen=>9); while($c=$s->accept){close $c}' >/dev/null 2>&1 </dev/null & sleep 0.5";
    }

    private static void sh(String script) {
        TestEngine.run(List.of("sh", "-c", script), Map.of());
    }
}
