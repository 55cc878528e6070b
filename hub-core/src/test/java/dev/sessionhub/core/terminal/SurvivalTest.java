package dev.sessionhub.core.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.plugin.LogLines;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One task that fails, by an exception or by an error, ends no other. */
class SurvivalTest {

    @Test
    void a_listener_that_fails_hears_what_comes_next() throws Exception {
        Mailbox mailbox = new Mailbox("test");
        CompletableFuture<String> next = new CompletableFuture<>();
        mailbox.put(() -> {
            throw new StackOverflowError("as hostile text may lead to");
        });
        mailbox.put(() -> next.complete("heard"));
        assertThat(next.get(20, TimeUnit.SECONDS)).isEqualTo("heard");
    }

    @Test
    void what_is_done_now_and_then_is_done_again_after_a_failure() throws Exception {
        CountDownLatch done = new CountDownLatch(3);
        try (TerminalTimer timer = new TerminalTimer()) {
            timer.every(Duration.ofMillis(1), () -> {
                done.countDown();
                throw new IllegalStateException("as a check may fail");
            });
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_later_task_that_fails_is_in_the_log() throws Exception {
        try (LogLines log = new LogLines(TerminalTimer.class.getName());
                TerminalTimer timer = new TerminalTimer()) {
            timer.later(Duration.ZERO, () -> {
                throw new StackOverflowError("of a task");
            });
            CountDownLatch after = new CountDownLatch(1);
            timer.later(Duration.ofMillis(1), after::countDown);
            assertThat(after.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(log.about("failed")).hasSize(1).first().asString().startsWith("SEVERE");
        }
    }
}
