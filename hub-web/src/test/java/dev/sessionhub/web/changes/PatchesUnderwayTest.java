package dev.sessionhub.web.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.web.problem.ProblemCode;
import dev.sessionhub.web.problem.ProblemException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatchesUnderwayTest {

    private final PatchesUnderway patches = new PatchesUnderway();
    private final AtomicInteger sent = new AtomicInteger();
    private final UUID anna = UUID.randomUUID();

    @Test
    void a_user_gets_few_at_once_and_another_one_as_many() {
        send(PatchesUnderway.MOST_OF_USER, () -> {
            assertThatThrownBy(() -> patches.send(anna, sent::incrementAndGet))
                    .isInstanceOfSatisfying(ProblemException.class, refused -> {
                        assertThat(refused.problem().code()).isEqualTo(ProblemCode.OVERLOADED);
                        assertThat(refused.problem().headers()).containsKey("Retry-After");
                    });
            patches.send(UUID.randomUUID(), sent::incrementAndGet);
        });
        assertThat(sent).hasValue(1);
    }

    @Test
    void what_has_come_or_failed_counts_no_more() {
        for (int i = 0; i < 2 * PatchesUnderway.MOST_OF_USER; i++) {
            patches.send(anna, sent::incrementAndGet);
            assertThatThrownBy(() -> patches.send(anna, () -> {
                        throw new IllegalStateException("broken off");
                    }))
                    .hasMessage("broken off");
        }
        send(PatchesUnderway.MOST_OF_USER, sent::incrementAndGet);
        assertThat(sent).hasValue(2 * PatchesUnderway.MOST_OF_USER + 1);
    }

    /** So many, each while the one before is on its way. */
    private void send(int count, Runnable last) {
        if (count == 0) {
            last.run();
        } else {
            patches.send(anna, () -> send(count - 1, last));
        }
    }
}
