package dev.sessionhub.core.plugin.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.core.plugin.LogLines;
import dev.sessionhub.core.plugin.TestClock;
import dev.sessionhub.spi.ProviderException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class GuardTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestClock clock = new TestClock();
    private final Quarantine quarantine = new Quarantine(clock, MINUTE, MINUTE);
    private final Guard guard = new Guard("odd", new ClassLoader() {}, 4, MINUTE, quarantine);

    @Test
    void the_same_fault_is_one_line_of_the_log_until_the_call_succeeds() {
        try (LogLines log = new LogLines("dev.sessionhub.core.plugin")) {
            fails("list", () -> Objects.requireNonNull(null));
            fails("list", () -> Objects.requireNonNull(null));
            assertThat(log.about("list"))
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("SEVERE")
                    .contains("broke its contract");
            fails("find", () -> Objects.requireNonNull(null));
            assertThat(log.about("find broke its contract")).as("another fault").hasSize(1);
            fails("list", () -> Objects.requireNonNull(null));
            assertThat(log.about("list broke its contract"))
                    .as("two faults in turn")
                    .hasSize(1);
            clock.advance(MINUTE);
            quarantine.release();
            guard.call("health", MINUTE, () -> 1);
            fails("list", () -> Objects.requireNonNull(null));
            assertThat(log.about("list broke its contract"))
                    .as("something else works")
                    .hasSize(1);
            guard.call("list", MINUTE, () -> 1);
            fails("list", () -> Objects.requireNonNull(null));
            assertThat(log.about("list broke its contract"))
                    .as("it worked between")
                    .hasSize(2);
        }
    }

    private void fails(String operation, Callable<Object> call) {
        assertThatThrownBy(() -> guard.call(operation, MINUTE, call)).isInstanceOf(ProviderException.class);
    }
}
