package dev.sessionhub.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.Secret;
import org.junit.jupiter.api.Test;

class TokenHalvesTest {

    @Test
    void a_token_that_is_cut_and_joined_is_the_same() {
        String token = TokenHalves.next().whole();
        assertThat(TokenHalves.of(Secret.of(token)).whole()).isEqualTo(token);
    }

    @Test
    void each_half_is_as_long_as_a_ticket_and_unlike_the_other() {
        TokenHalves halves = TokenHalves.next();
        assertThat(halves.cookie().reveal()).hasSameSizeAs(RandomText.next());
        assertThat(halves.page().reveal())
                .hasSameSizeAs(RandomText.next())
                .isNotEqualTo(halves.cookie().reveal());
    }

    @Test
    void halves_do_not_show_themselves() {
        TokenHalves halves = TokenHalves.next();
        assertThat(halves.toString())
                .doesNotContain(halves.cookie().reveal(), halves.page().reveal());
    }
}
