package dev.sessionhub.core.plugin.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HealthWatchTest {

    @Test
    void a_round_that_fails_is_followed_by_the_next() throws Exception {
        CountDownLatch rounds = new CountDownLatch(3);
        HealthWatch watch = new HealthWatch(
                () -> {
                    rounds.countDown();
                    throw new NoClassDefFoundError("as while a plug-in is replaced");
                },
                Duration.ofMillis(3));
        try (watch) {
            assertThat(rounds.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
