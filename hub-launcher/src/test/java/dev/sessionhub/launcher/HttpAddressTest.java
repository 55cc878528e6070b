package dev.sessionhub.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.launcher.process.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class HttpAddressTest {

    @Test
    void a_port_that_is_taken_is_named_before_anything_starts() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> HttpAddress.free("127.0.0.1", taken.getLocalPort()))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining(String.valueOf(taken.getLocalPort()))
                    .hasMessageContaining("--port");
        }
    }

    @Test
    void port_0_becomes_a_free_one() {
        assertThat(HttpAddress.free("127.0.0.1", 0).port()).isPositive();
    }

    @Test
    void an_address_of_all_networks_is_asked_for_on_this_machine() {
        HttpAddress address = HttpAddress.free("0.0.0.0", 0);

        assertThat(address.url()).hasToString("http://0.0.0.0:" + address.port());
        assertThat(address.reachable()).hasToString("http://127.0.0.1:" + address.port());
        assertThat(HttpAddress.free("::1", 0).url().toString()).startsWith("http://[0:0:0:0:0:0:0:1]:");
    }
}
