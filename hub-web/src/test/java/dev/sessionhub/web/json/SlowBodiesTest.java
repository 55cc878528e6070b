package dev.sessionhub.web.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.web.problem.ProblemCode;
import dev.sessionhub.web.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SlowBodiesTest {

    private static final byte[] BODY = "{\"username\":\"admin\"}".getBytes(UTF_8);
    private static final int MOST = 100;

    private final SlowBodies bodies = new SlowBodies(Duration.ofMinutes(1));

    @Test
    void a_body_is_read_whether_or_not_its_length_is_known_and_no_further_than_one_byte_too_much() throws IOException {
        assertThat(bodies.read(new ByteArrayInputStream(BODY), BODY.length, MOST))
                .isEqualTo(BODY);
        assertThat(bodies.read(new ByteArrayInputStream(BODY), -1, MOST)).isEqualTo(BODY);
        assertThat(bodies.read(new ByteArrayInputStream(new byte[500]), 500, MOST))
                .hasSize(MOST + 1);
        assertThat(bodies.read(new ByteArrayInputStream(new byte[500]), -1, MOST))
                .hasSize(MOST + 1);
    }

    @Test
    void few_wait_at_once_and_a_body_that_has_come_waits_for_none_of_them() throws Exception {
        CountDownLatch begun = new CountDownLatch(SlowBodies.MOST_WAITING);
        CountDownLatch finish = new CountDownLatch(1);
        List<Thread> readers = new ArrayList<>();
        try {
            for (int i = 0; i < SlowBodies.MOST_WAITING; i++) {
                readers.add(Thread.ofVirtual().start(() -> read(new Stuck(begun, finish))));
            }
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(() -> bodies.read(new Stuck(begun, finish), BODY.length, MOST))
                    .isInstanceOfSatisfying(ProblemException.class, refused -> {
                        assertThat(refused.problem().code()).isEqualTo(ProblemCode.OVERLOADED);
                        assertThat(refused.problem().headers()).containsEntry("Retry-After", "1");
                    });
            assertThat(bodies.read(new ByteArrayInputStream(BODY), BODY.length, MOST))
                    .isEqualTo(BODY);
        } finally {
            finish.countDown();
            for (Thread reader : readers) {
                reader.join();
            }
        }
        assertThat(bodies.read(new Stuck(begun, finish), BODY.length, MOST)).isEmpty();
    }

    @Test
    void a_body_that_comes_byte_by_byte_or_breaks_off_is_given_up() throws IOException {
        assertLate(new SlowBodies(Duration.ZERO), new Dripping());
        InputStream broken = new PipedInputStream();
        assertThat(broken.available()).isZero();
        assertLate(bodies, broken);
    }

    private static void assertLate(SlowBodies bodies, InputStream body) {
        assertThatThrownBy(() -> bodies.read(body, BODY.length, MOST))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.problem().code()).isEqualTo(ProblemCode.REQUEST_TIMEOUT);
                    assertThat(refused.problem().headers()).containsEntry("Connection", "close");
                });
    }

    private void read(InputStream body) {
        try {
            bodies.read(body, BODY.length, MOST);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Comes when somebody says so. */
    private static final class Stuck extends InputStream {

        private final CountDownLatch begun;
        private final CountDownLatch finish;

        Stuck(CountDownLatch begun, CountDownLatch finish) {
            this.begun = begun;
            this.finish = finish;
        }

        @Override
        public int read(byte[] part, int offset, int length) throws IOException {
            return read();
        }

        @Override
        public int read() throws IOException {
            begun.countDown();
            try {
                finish.await();
            } catch (InterruptedException interruption) {
                Thread.currentThread().interrupt();
                throw new IOException(interruption);
            }
            return -1;
        }
    }

    /** One byte at a time, and never the last. */
    private static final class Dripping extends InputStream {

        @Override
        public int read() {
            return '{';
        }

        @Override
        public int read(byte[] part, int offset, int length) {
            part[offset] = '{';
            return 1;
        }
    }
}
