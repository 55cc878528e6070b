package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetentionClockTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private Instant wall = Instant.parse("2026-01-01T00:00:00Z");
    private long ticks = Long.MAX_VALUE - 5;
    private final RetentionClock clock = new RetentionClock(() -> wall, () -> ticks, HOUR);

    @Test
    void nothing_is_believed_until_the_hub_has_run_for_a_while() {
        pass(HOUR.minusSeconds(1));
        assertThat(clock.now()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(clock.now()).contains(wall);
    }

    @Test
    void time_that_passes_counts_and_so_does_a_clock_that_is_set_right_in_small_steps() {
        pass(HOUR);
        assertThat(clock.now()).contains(wall);
        pass(DAY);
        wall = wall.plusSeconds(50);
        assertThat(clock.now()).contains(wall);
    }

    @Test
    void what_a_clock_jumps_ahead_does_not_count() {
        pass(HOUR);
        Instant before = clock.now().orElseThrow();
        wall = wall.plus(DAY.multipliedBy(400));
        assertThat(clock.now()).contains(before);
        pass(DAY);
        assertThat(clock.now()).contains(before.plus(DAY));
    }

    @Test
    void a_clock_that_goes_back_is_followed_and_its_way_ahead_again_is_not() {
        pass(HOUR);
        Instant before = clock.now().orElseThrow();
        wall = wall.minus(DAY);
        assertThat(clock.now()).contains(before.minus(DAY));
        wall = wall.plus(DAY);
        assertThat(clock.now()).contains(before.minus(DAY));
    }

    private void pass(Duration time) {
        wall = wall.plus(time);
        ticks += time.toNanos();
    }
}
