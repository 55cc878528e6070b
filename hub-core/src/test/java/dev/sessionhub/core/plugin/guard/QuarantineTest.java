package dev.sessionhub.core.plugin.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.plugin.TestClock;
import dev.sessionhub.core.plugin.guard.Quarantine.Phase;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuarantineTest {

    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final TestClock clock = new TestClock();
    private final Quarantine quarantine = new Quarantine(clock, PAUSE, Duration.ofSeconds(30));

    @Test
    void three_failures_in_a_row_shut_it_and_say_why() {
        fail(Code.TIMEOUT);
        fail(Code.INTERNAL);
        assertThat(quarantine.phase()).isEqualTo(Phase.FREE);
        fail(Code.UNAVAILABLE);
        assertThat(quarantine.phase()).isEqualTo(Phase.SHUT);
        assertThat(quarantine.reason())
                .hasValueSatisfying(reason ->
                        assertThat(reason).contains("2026-01-01T00:00:10Z", "3 failures", "because UNAVAILABLE"));
    }

    @Test
    void a_success_or_a_fair_refusal_between_them_keeps_it_free() {
        fail(Code.TIMEOUT);
        fail(Code.TIMEOUT);
        quarantine.succeeded();
        fail(Code.TIMEOUT);
        fail(Code.TIMEOUT);
        fail(Code.NOT_FOUND);
        fail(Code.TIMEOUT);
        fail(Code.TIMEOUT);
        assertThat(quarantine.phase()).isEqualTo(Phase.FREE);
    }

    @Test
    void an_interrupted_caller_counts_neither_way() {
        fail(Code.TIMEOUT);
        fail(Code.TIMEOUT);
        fail(Code.CANCELLED);
        fail(Code.TIMEOUT);
        assertThat(quarantine.phase()).isEqualTo(Phase.SHUT);
    }

    @Test
    void after_the_pause_the_next_check_decides_however_long_it_was_away() {
        shut();
        clock.advance(PAUSE);
        assertThat(quarantine.phase()).isEqualTo(Phase.DUE);
        for (int check = 0; check < 10; check++) {
            quarantine.extend("still away");
            assertThat(quarantine.phase()).isEqualTo(Phase.DUE);
        }
        assertThat(quarantine.reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("still away"));
        quarantine.release();
        assertThat(quarantine.phase()).isEqualTo(Phase.FREE);
        assertThat(quarantine.reason()).isEmpty();
    }

    @Test
    void on_probation_one_failure_is_enough_and_the_pause_doubles_up_to_a_limit() {
        shut();
        clock.advance(PAUSE);
        quarantine.release();
        fail(Code.TIMEOUT);
        assertThat(quarantine.phase()).isEqualTo(Phase.SHUT);
        clock.advance(Duration.ofSeconds(19));
        assertThat(quarantine.phase()).isEqualTo(Phase.SHUT);
        clock.advance(Duration.ofSeconds(1));
        assertThat(quarantine.phase()).isEqualTo(Phase.DUE);
        quarantine.release();
        fail(Code.TIMEOUT);
        clock.advance(Duration.ofSeconds(30));
        assertThat(quarantine.phase()).isEqualTo(Phase.DUE);
    }

    @Test
    void a_success_ends_the_probation() {
        shut();
        clock.advance(PAUSE);
        quarantine.release();
        quarantine.succeeded();
        fail(Code.TIMEOUT);
        fail(Code.TIMEOUT);
        assertThat(quarantine.phase()).isEqualTo(Phase.FREE);
        fail(Code.TIMEOUT);
        clock.advance(PAUSE);
        assertThat(quarantine.phase()).isEqualTo(Phase.DUE);
    }

    private void shut() {
        fail(Code.TIMEOUT);
        fail(Code.TIMEOUT);
        fail(Code.TIMEOUT);
        assertThat(quarantine.phase()).isEqualTo(Phase.SHUT);
    }

    private void fail(Code code) {
        quarantine.failed(new ProviderException(code, "because " + code));
    }
}
