package dev.sessionhub.core.plugin.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.plugin.LogLines;
import dev.sessionhub.core.plugin.TestClock;
import dev.sessionhub.core.plugin.guard.Guard;
import dev.sessionhub.core.plugin.guard.Quarantine;
import dev.sessionhub.core.plugin.health.ProviderStatus.Verdict;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.ProviderHealth;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the log says of an instance that is looked at again and again. */
class HealthCheckTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private volatile Callable<ProviderHealth> answer = () -> ProviderHealth.up("well");

    private final TestClock clock = new TestClock();
    private final Quarantine quarantine = new Quarantine(clock, MINUTE, MINUTE);
    private final ClassLoader loader = new ClassLoader() {};
    private final Guard guard = new Guard("odd", loader, 4, MINUTE, quarantine);
    private final HealthCheck check = new HealthCheck(guard, loader, () -> answer.call(), clock, () -> {});

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("failed with java.lang.IllegalStateException", (Callable<ProviderHealth>) () -> {
                    throw new IllegalStateException("from the plug-in");
                }),
                Arguments.of("failed with java.lang.StackOverflowError", (Callable<ProviderHealth>) () -> {
                    throw new StackOverflowError("from the plug-in");
                }),
                Arguments.of("the engine is away", (Callable<ProviderHealth>) () -> {
                    throw new ProviderException(Code.UNAVAILABLE, "the engine is away");
                }),
                Arguments.of("no engine here", (Callable<ProviderHealth>) () -> ProviderHealth.down("no engine here")),
                Arguments.of("answered null", (Callable<ProviderHealth>) () -> null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void what_is_wrong_is_one_line_and_that_it_is_well_again_another(String says, Callable<ProviderHealth> fault) {
        try (LogLines log = new LogLines("dev.sessionhub.core.plugin")) {
            check.run();
            assertThat(log.about("odd")).as("being well is no news").isEmpty();
            answer = fault;
            check.run();
            check.run();
            check.run();
            assertThat(log.about("odd"))
                    .singleElement()
                    .asString()
                    .startsWith("WARNING odd is DOWN")
                    .contains(says);
            answer = () -> ProviderHealth.up("well");
            check.run();
            check.run();
            assertThat(log.about("odd")).hasSize(2).last().isEqualTo("INFO odd is UP: well");
        }
    }

    @Test
    void a_check_that_hangs_is_one_line() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        answer = () -> {
            begun.countDown();
            end.await();
            return ProviderHealth.up("well");
        };
        try (LogLines log = new LogLines("dev.sessionhub.core.plugin")) {
            Thread first = Thread.ofVirtual().start(check::run);
            begun.await();
            check.run();
            check.run();
            assertThat(log.about("odd"))
                    .singleElement()
                    .asString()
                    .contains("odd is DOWN: its health check of 2026-01-01T00:00:00Z has not answered yet");
            end.countDown();
            first.join();
        }
    }

    @Test
    void threads_that_are_leaked_are_one_line() {
        CountDownLatch end = new CountDownLatch(1);
        answer = () -> {
            for (int i = 0; i < 256; i++) {
                Thread.ofPlatform().daemon().start(() -> {
                    try {
                        end.await();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            answer = () -> ProviderHealth.up("well");
            return ProviderHealth.up("well");
        };
        try (LogLines log = new LogLines("dev.sessionhub.core.plugin")) {
            check.run();
            check.run();
            assertThat(check.status().verdict()).isEqualTo(Verdict.DEGRADED);
            assertThat(log.about("odd"))
                    .singleElement()
                    .asString()
                    .startsWith("WARNING odd is DEGRADED: its plug-in leaks threads: it has 256");
        } finally {
            end.countDown();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Code.class,
            names = {"UNAVAILABLE", "TIMEOUT", "INTERNAL"})
    void going_into_quarantine_and_coming_out_of_it_are_a_line_each(Code code) {
        try (LogLines log = new LogLines("dev.sessionhub.core.plugin")) {
            for (int i = 0; i < 3; i++) {
                try {
                    guard.call(
                            "list",
                            MINUTE,
                            () -> {
                                throw new ProviderException(code, "the engine is away");
                            },
                            _ -> {});
                } catch (ProviderException expected) {
                    assertThat(expected.code()).isEqualTo(code);
                }
            }
            clock.advance(MINUTE);
            check.run();
            check.run();
            assertThat(log.about("odd")).hasSize(2);
            assertThat(log.about("odd").getFirst())
                    .startsWith("WARNING odd is in quarantine")
                    .contains("is away");
            assertThat(log.about("odd").getLast()).isEqualTo("INFO odd is out of quarantine: well");
        }
    }
}
