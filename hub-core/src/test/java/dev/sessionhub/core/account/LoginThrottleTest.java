package dev.sessionhub.core.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

    private final AtomicLong now = new AtomicLong(-5_000_000_000L);
    private final LoginThrottle throttle = new LoginThrottle(now::get);

    @Test
    void a_name_has_five_attempts_and_then_waits_twice_as_long_each_time() {
        fail("ann", 5);
        assertThat(waitOf("ann", "1.1.1.1")).isEqualTo(1);
        pass(Duration.ofSeconds(1));
        fail("ann", 1);
        assertThat(waitOf("ann", "1.1.1.1")).isEqualTo(2);
        pass(Duration.ofSeconds(2));
        fail("ann", 1);
        assertThat(waitOf("ann", "1.1.1.1")).isEqualTo(4);
    }

    @Test
    void a_name_never_waits_longer_than_a_minute() {
        for (int i = 0; i < 40; i++) {
            fail("ann", 1);
            pass(Duration.ofMinutes(1));
        }
        fail("ann", 1);
        assertThat(waitOf("ann", "9.9.9.9")).isEqualTo(60);
    }

    @Test
    void an_address_that_tries_many_names_waits_for_every_name() {
        for (int i = 0; i < 20; i++) {
            throttle.begin("name" + i, "1.1.1.1");
        }
        assertThat(waitOf("another", "1.1.1.1")).isEqualTo(1);
        assertThatCode(() -> throttle.begin("another", "2.2.2.2")).doesNotThrowAnyException();
    }

    @Test
    void the_addresses_of_one_ipv6_host_are_one() {
        for (int i = 0; i < 20; i++) {
            throttle.begin("name" + i, "2001:db8:1:2::" + i);
        }
        assertThat(waitOf("another", "2001:db8:1:2:ffff::1")).isEqualTo(1);
        assertThatCode(() -> throttle.begin("another", "2001:db8:1:3::1")).doesNotThrowAnyException();
    }

    @Test
    void a_refused_attempt_does_not_lengthen_the_wait() {
        fail("ann", 5);
        for (int i = 0; i < 100; i++) {
            assertThat(waitOf("ann", "1.1.1.1")).isEqualTo(1);
        }
    }

    @Test
    void success_forgets_the_failures_of_the_name() {
        fail("ann", 4);
        throttle.begin("ann", "1.1.1.1");
        throttle.succeeded("ann", "1.1.1.1");
        assertThatCode(() -> fail("ann", 5)).doesNotThrowAnyException();
        assertThatThrownBy(() -> throttle.begin("ann", "1.1.1.1")).isInstanceOf(TooManyAttemptsException.class);
    }

    @Test
    void failures_are_forgotten_after_half_an_hour() {
        fail("ann", 5);
        pass(Duration.ofMinutes(31));
        assertThatCode(() -> fail("ann", 5)).doesNotThrowAnyException();
    }

    private void fail(String name, int times) {
        for (int i = 0; i < times; i++) {
            throttle.begin(name, "10.0.0." + now.get() % 251 + i);
        }
    }

    private long waitOf(String name, String address) {
        return catchThrowableOfType(TooManyAttemptsException.class, () -> throttle.begin(name, address))
                .retryAfterSeconds();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
