package dev.sessionhub.core.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.spi.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mindrot.jbcrypt.BCrypt;

class PasswordsTest {

    private final Passwords passwords = new Passwords(4, 2);

    @Test
    void a_password_matches_its_own_hash_only() {
        Optional<String> hash = Optional.of(passwords.hash(Secret.of("correct horse")));
        assertThat(passwords.matches(Secret.of("correct horse"), hash)).isTrue();
        assertThat(passwords.matches(Secret.of("Correct horse"), hash)).isFalse();
    }

    @Test
    void nobody_without_a_hash_gets_in() {
        assertThat(passwords.matches(Secret.of("nobody has this password"), Optional.empty()))
                .isFalse();
    }

    @Test
    void what_bcrypt_would_cut_off_is_refused_when_set() {
        assertThat(passwords.hash(Secret.of("é".repeat(36)))).startsWith("$2a$04$");
        assertThatThrownBy(() -> passwords.hash(Secret.of("é".repeat(36) + "x")))
                .isInstanceOf(WeakPasswordException.class)
                .hasMessageContaining("72 bytes");
    }

    @Test
    void a_longer_password_with_the_right_beginning_does_not_match() {
        String seventyTwo = "a".repeat(72);
        Optional<String> hash = Optional.of(BCrypt.hashpw(seventyTwo, BCrypt.gensalt(4)));
        assertThat(BCrypt.checkpw(seventyTwo + "b", hash.get())).isTrue();
        assertThat(passwords.matches(Secret.of(seventyTwo + "b"), hash)).isFalse();
    }

    @Test
    void a_short_password_is_refused() {
        assertThatThrownBy(() -> passwords.hash(Secret.of("1234567")))
                .isInstanceOf(WeakPasswordException.class)
                .hasMessageNotContaining("1234567");
    }
}
