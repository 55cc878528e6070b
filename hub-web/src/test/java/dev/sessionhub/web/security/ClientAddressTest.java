package dev.sessionhub.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.config.HttpSettings;
import dev.sessionhub.core.config.Network;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClientAddressTest {

    private final ClientAddress behindProxies = trusting("127.0.0.1", "10.0.0.0/8", "::1");

    @Test
    void nobody_is_believed_by_default() {
        assertThat(trusting().of("127.0.0.1", List.of("8.8.8.8"))).isEqualTo("127.0.0.1");
    }

    @Test
    void a_stranger_is_not_believed() {
        assertThat(behindProxies.of("9.9.9.9", List.of("8.8.8.8"))).isEqualTo("9.9.9.9");
    }

    @Test
    void a_proxy_says_who_asked_it() {
        assertThat(behindProxies.of("127.0.0.1", List.of("8.8.8.8"))).isEqualTo("8.8.8.8");
        assertThat(behindProxies.of("127.0.0.1", List.of())).isEqualTo("127.0.0.1");
    }

    @Test
    void what_a_client_made_up_before_the_proxies_does_not_count() {
        assertThat(behindProxies.of("127.0.0.1", List.of("1.1.1.1, 8.8.8.8, 10.1.2.3")))
                .isEqualTo("8.8.8.8");
        assertThat(behindProxies.of("127.0.0.1", List.of("1.1.1.1", "8.8.8.8"))).isEqualTo("8.8.8.8");
    }

    @Test
    void what_is_no_address_ends_the_way_back() {
        assertThat(behindProxies.of("10.0.0.1", List.of("8.8.8.8, unknown"))).isEqualTo("10.0.0.1");
        assertThat(behindProxies.of("10.0.0.1", List.of(" , "))).isEqualTo("10.0.0.1");
        assertThat(behindProxies.of("10.0.0.1", List.of("10.0.0.1,".repeat(5_000))))
                .isEqualTo("10.0.0.1");
    }

    @Test
    void ports_and_brackets_are_left_out() {
        assertThat(behindProxies.of("::1", List.of("8.8.8.8:4711"))).isEqualTo("8.8.8.8");
        assertThat(behindProxies.of("0:0:0:0:0:0:0:1", List.of("[2001:db8::7]:443")))
                .isEqualTo("2001:db8:0:0:0:0:0:7");
    }

    private static ClientAddress trusting(String... proxies) {
        List<Network> trusted = Stream.of(proxies).map(Network::parse).toList();
        return new ClientAddress(new HttpSettings("127.0.0.1", 8080, Set.of(), trusted));
    }
}
