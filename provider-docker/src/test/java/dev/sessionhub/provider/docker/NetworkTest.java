package dev.sessionhub.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.NetworkPolicy;
import dev.sessionhub.spi.container.ResourceLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        assertThat(reaches(first, PUBLIC, PORT)).as("a public server").isTrue();
        assertThat(reaches(first, PRIVATE, PORT)).as("a private network").isFalse();
        try (ServerSocket hubs = new ServerSocket(0, 50, InetAddress.getByName("0.0.0.0"))) {
            int port = hubs.getLocalPort();
            String gateway = hub().sh(
                            first,
                            "perl -ne 'print join(\".\",reverse map{hex}unpack(\"(A2)4\",$1)) if"
                                    + " /^\\S+\\s+00000000\\s+(\\S{8})/' /proc/net/route")
                    .out();
            assertThat(gateway).startsWith("10.203.");
            for (String address : List.of(gateway, HOST_PUBLIC, "127.0.0.1", "10.99.0.1")) {
                assertThat(reaches(first, address, port))
                        .as("the hub at %s", address)
                        .isFalse();
            }
        }
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

    @Test
    void a_session_without_network_reaches_nothing() {
        ContainerHandle handle = running(NetworkPolicy.NONE);
        assertThat(reaches(handle, PUBLIC, PORT)).isFalse();
    }

    private ContainerHandle running(NetworkPolicy policy) {
        return hub().running(hub().spec(Optional.empty(), ResourceLimits.DEFAULTS, policy, Map.of()));
    }

    private boolean reaches(ContainerHandle handle, String address, int port) {
        String script = "perl -e 'use IO::Socket::INET; exit(IO::Socket::INET->new(PeerAddr=>\"" + address
                + "\",PeerPort=>" + port + ",Timeout=>3)?0:1)'";
        return hub().sh(handle, script).code() == 0;
    }

    private static String listener() {
        return "setsid perl -e 'use IO::Socket::INET; $s=IO::Socket::INET->new(LocalPort=>" + PORT
                + ",Listen=>9); while($c=$s->accept){close $c}' >/dev/null 2>&1 </dev/null & sleep 0.5";
    }

    private static void sh(String script) {
        TestEngine.run(List.of("sh", "-c", script), Map.of());
    }
}
