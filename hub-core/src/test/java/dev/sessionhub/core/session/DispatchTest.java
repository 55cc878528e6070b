package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DispatchTest {

    private static final InheritableThreadLocal<String> CONTEXT = new InheritableThreadLocal<>();

    private final Dispatch dispatch = new Dispatch();
    private final UUID one = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();

    @BeforeEach
    void begin() {
        CONTEXT.set("the application");
        dispatch.begin();
        CONTEXT.remove();
    }

    @AfterEach
    void close() {
        dispatch.close();
    }

    @Test
    void a_session_that_waits_for_the_database_holds_up_no_other() throws Exception {
        CountDownLatch database = new CountDownLatch(1);
        CompletableFuture<String> stuck = new CompletableFuture<>();
        CompletableFuture<String> free = new CompletableFuture<>();
        dispatch.execute(one, () -> {
            await(database);
            stuck.complete("written");
        });
        dispatch.execute(other, () -> free.complete("written"));
        assertThat(free.get(20, TimeUnit.SECONDS)).isEqualTo("written");
        assertThat(stuck).isNotDone();
        database.countDown();
        assertThat(stuck.get(20, TimeUnit.SECONDS)).isEqualTo("written");
    }

    @Test
    void what_a_session_says_is_heard_in_order_and_in_the_applications_context() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        CountDownLatch all = new CountDownLatch(1000);
        for (int i = 0; i < 1000; i++) {
            String word = Integer.toString(i);
            dispatch.execute(one, () -> {
                heard.add(word + " " + CONTEXT.get());
                all.countDown();
                if (word.endsWith("7")) {
                    throw new IllegalStateException("as a listener may fail");
                }
            });
        }
        assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(heard).startsWith("0 the application", "1 the application").hasSize(1000);
        assertThat(heard.get(999)).isEqualTo("999 the application");
    }

    @Test
    void a_session_whose_words_lead_to_an_error_is_heard_further() throws Exception {
        CompletableFuture<String> next = new CompletableFuture<>();
        dispatch.execute(one, () -> {
            throw new StackOverflowError("as hostile text may lead to");
        });
        dispatch.execute(one, () -> next.complete("heard"));
        assertThat(next.get(20, TimeUnit.SECONDS)).isEqualTo("heard");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
