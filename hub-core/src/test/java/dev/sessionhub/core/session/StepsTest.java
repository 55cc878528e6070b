package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.container.Progress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StepsTest {

    private static final int MANY = 10_000;

    private final Steps steps = new Steps();
    private final UUID session = UUID.randomUUID();
    private final LinkedBlockingQueue<Progress> told = new LinkedBlockingQueue<>();

    @Test
    void the_last_of_many_steps_in_a_moment_is_told_and_few_of_the_others() throws Exception {
        for (int layer = 1; layer <= MANY; layer++) {
            see("fetching", layer);
        }
        int count = 1;
        while (!told().equals(progress("fetching", MANY))) {
            count++;
        }
        assertThat(count).isLessThan(MANY / 100);
    }

    @Test
    void a_step_of_another_kind_is_told_at_once() {
        see("fetching", 1);
        see("fetching", 2);
        see("building", 3);
        assertThat(told).contains(progress("building", 3));
    }

    private void see(String step, int layer) {
        steps.seen(
                session, progress(step, layer), () -> told.add(steps.of(session).orElseThrow()));
    }

    private Progress told() throws InterruptedException {
        Progress next = told.poll(20, TimeUnit.SECONDS);
        assertThat(next).as("what is told next").isNotNull();
        return next;
    }

    private static Progress progress(String step, int layer) {
        return new Progress(step, Optional.of("layer " + layer), OptionalInt.empty());
    }
}
