package dev.sessionhub.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.config.HttpSettings;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrustedOriginsTest {

    private final TrustedOrigins origins =
            new TrustedOrigins(new HttpSettings("127.0.0.1", 8080, Set.of("https://hub.example.com"), List.of()));

    @Test
    void the_hub_answers_under_addresses_loopback_names_and_what_was_configured() {
        for (String host : new String[] {"127.0.0.1:8080", "[::1]:8080", "localhost", "hub.localhost:1", "10.0.0.5"}) {
            assertThat(origins.host(host)).as(host).isTrue();
        }
        assertThat(origins.host("hub.example.com")).isTrue();
        for (String host : new String[] {
            "", "evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "localhost:x", "[::1", "a b"
        }) {
            assertThat(origins.host(host)).as(host).isFalse();
        }
    }

    @Test
    void a_page_is_the_hubs_own_where_host_and_port_are_the_same() {
        assertThat(origins.own("http://127.0.0.1:8080", "127.0.0.1:8080")).isTrue();
        assertThat(origins.own("http://LOCALHOST:8080", "localhost:8080")).isTrue();
        assertThat(origins.own("http://localhost", "localhost:80")).isTrue();
        assertThat(origins.own("https://hub.example.com", "10.0.0.5:8080")).isTrue();
    }

    @Test
    void a_page_of_another_port_name_or_kind_is_not() {
        for (String origin : new String[] {
            "http://127.0.0.1:8081", "http://localhost:8080", "https://evil.example", "null", "", "file://", "http://"
        }) {
            assertThat(origins.own(origin, "127.0.0.1:8080")).as(origin).isFalse();
        }
    }
}
