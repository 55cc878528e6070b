package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private final Rounds rounds = new Rounds();

    @AfterEach
    void close() {
        rounds.close();
    }

    @Test
    void what_is_repeated_goes_on_after_failures_and_errors() throws Exception {
        CountDownLatch begun = new CountDownLatch(6);
        rounds.repeat("test", Duration.ofMillis(1), () -> {
            begun.countDown();
            if (begun.getCount() % 2 == 0) {
                throw new StackOverflowError("as hostile text may lead to");
            }
            throw new IllegalStateException("as a database may fail");
        });
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void an_error_in_a_later_round_is_not_the_end_either() throws Exception {
        CountDownLatch begun = new CountDownLatch(3);
        rounds.repeat("test", Duration.ofMillis(1), () -> {
            begun.countDown();
            if (begun.getCount() == 1) {
                throw new NoClassDefFoundError("as while an application is replaced");
            }
        });
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_call_has_the_next_round_at_once() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(2);
        rounds.repeatOrOnCall("test", Duration.ofHours(1), () -> {
            first.countDown();
            second.countDown();
        });
        assertThat(first.await(20, TimeUnit.SECONDS)).isTrue();
        rounds.call();
        assertThat(second.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
