package dev.sessionhub.launcher.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/api/sessions", "//", "/a/../b", "/a%20b", "/%c3%a4", "/a%2fb", "/x;y=1", "*", "/..."})
    void takes_what_a_client_may_send(String path) {
        assertThat(RequestPath.isWellFormed(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%zz",
                "/%",
                "/%4",
                "/%00",
                "/%ff",
                "/\u00e4",
                "/a\\b",
                "/a b",
                "/..",
                "/../..",
                "/a/../../b",
                "/%2e%2e"
            })
    void refuses_broken_escapes_and_characters_and_what_leads_out_of_the_root(String path) {
        assertThat(RequestPath.isWellFormed(path)).isFalse();
    }
}
