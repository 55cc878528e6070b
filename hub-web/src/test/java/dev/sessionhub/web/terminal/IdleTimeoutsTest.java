package dev.sessionhub.web.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class IdleTimeoutsTest {

    private static class Container {
        private final ScheduledExecutorService managedScheduledExecutorService;

        Container(ScheduledExecutorService executor) {
            this.managedScheduledExecutorService = executor;
        }
    }

    private static final class ServersContainer extends Container {
        ServersContainer(ScheduledExecutorService executor) {
            super(executor);
        }
    }

    @Test
    void a_container_built_like_payaras_gets_the_quiet_executor_and_another_one_keeps_its_own() {
        try (ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor()) {
            Container container = new ServersContainer(executor);

            IdleTimeouts.leaveOut(container);
            IdleTimeouts.leaveOut("a container of another server");

            Object timeout = container.managedScheduledExecutorService.schedule(() -> {}, 0, TimeUnit.SECONDS);
            assertThat(timeout).isNull();
        }
    }

    @Test
    void a_timeout_that_is_not_set_is_left_out_and_one_that_is_set_is_not() throws Exception {
        try (ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor()) {
            ScheduledExecutorService quiet = IdleTimeouts.withoutThem(executor);
            CountDownLatch ran = new CountDownLatch(1);

            Object unset = quiet.schedule(ran::countDown, 0, TimeUnit.MILLISECONDS);
            Object set = quiet.schedule(ran::countDown, 1, TimeUnit.MILLISECONDS);
            assertThat(unset).isNull();
            assertThat(set).isNotNull();
            ran.await();
            assertThat(quiet.isShutdown()).isFalse();
        }
    }
}
