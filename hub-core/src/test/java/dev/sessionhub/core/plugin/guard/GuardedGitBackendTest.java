package dev.sessionhub.core.plugin.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.core.plugin.TestClock;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.DiffRequest;
import dev.sessionhub.spi.git.GitBackend;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A Git back end that misbehaves, behind the guard. */
class GuardedGitBackendTest {

    private static final Path SOME = Path.of("/some");
    private static final BranchName BRANCH = new BranchName("some");
    private static final CommitId COMMIT = new CommitId("1".repeat(40));
    private static final DiffRequest REQUEST = new DiffRequest(COMMIT, Optional.empty(), 1, 1);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final Quarantine quarantine = new Quarantine(new TestClock(), Duration.ofMinutes(1), Duration.ofMinutes(1));

    /** What the plug-in does in every method. */
    private interface Behaviour {

        @Nullable
        Object call(Object[] arguments) throws Exception;
    }

    @Test
    void the_failure_of_the_hubs_own_output_is_not_held_against_the_plug_in() {
        GitBackend git = guarded(arguments -> {
            ((OutputStream) arguments[3]).write(new byte[10]);
            return "unreachable";
        });
        for (int i = 0; i < 5; i++) {
            assertCode(Code.CANCELLED, "the browser has gone", () -> git.patch(SOME, SOME, REQUEST, broken()));
        }
        assertThat(quarantine.phase()).isEqualTo(Quarantine.Phase.FREE);
    }

    @Test
    void another_machine_that_is_away_is_not_held_against_the_plug_in() {
        GitBackend git = guarded(_ -> {
            throw new ProviderException(Code.UNAVAILABLE, "no route to host");
        });
        for (int i = 0; i < 5; i++) {
            assertCode(Code.UNAVAILABLE, "no route to host", () -> git.fetch(SOME));
            assertCode(Code.UNAVAILABLE, "no route to host", () -> git.push(SOME, "origin", BRANCH));
        }
        assertThat(quarantine.phase()).isEqualTo(Quarantine.Phase.FREE);
    }

    @Test
    void the_failure_of_the_hubs_own_input_is_not_held_against_the_plug_in() {
        GitBackend git = guarded(arguments -> {
            try {
                return new CommitId(new String(((InputStream) arguments[1]).readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException failure) {
                throw new ProviderException(Code.INTERNAL, "cannot read", failure);
            }
        });
        for (int i = 0; i < 5; i++) {
            assertCode(
                    Code.CANCELLED,
                    "the hub's own stream failed",
                    () -> git.importBundle(SOME, cut(), "HEAD", BRANCH, Optional.empty()));
        }
        assertThat(quarantine.phase()).isEqualTo(Quarantine.Phase.FREE);
    }

    @Test
    void its_own_failures_are_held_against_it_although_a_stream_was_lent() {
        GitBackend git = guarded(_ -> {
            throw new IllegalStateException("no luck");
        });
        for (int i = 0; i < 3; i++) {
            assertCode(
                    Code.INTERNAL,
                    "a fault of its plug-in",
                    () -> git.patch(SOME, SOME, REQUEST, new ByteArrayOutputStream()));
        }
        assertCode(Code.UNAVAILABLE, "in quarantine", () -> git.branches(SOME));
    }

    @Test
    void nothing_is_written_for_a_caller_who_has_gone() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        CompletableFuture<Optional<IOException>> refused = new CompletableFuture<>();
        GitBackend git = guarded(arguments -> {
            OutputStream out = (OutputStream) arguments[3];
            out.write('a');
            awaitWhateverHappens(gone);
            try {
                out.write('b');
                refused.complete(Optional.empty());
            } catch (IOException failure) {
                refused.complete(Optional.of(failure));
            }
            return "late";
        });
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertCode(Code.TIMEOUT, "did not answer", () -> git.patch(SOME, SOME, REQUEST, out));
        gone.countDown();
        assertThat(refused.get(10, TimeUnit.SECONDS)).isPresent();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("a");
    }

    @Test
    void a_slow_reader_is_not_held_against_the_plug_in() {
        CountDownLatch never = new CountDownLatch(1);
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                try {
                    assertThat(never.await(50, TimeUnit.MILLISECONDS)).isFalse();
                } catch (InterruptedException late) {
                    throw new InterruptedIOException(late.getMessage());
                }
            }
        };
        GitBackend git = guarded(Duration.ofSeconds(4), arguments -> {
            while (true) {
                ((OutputStream) arguments[3]).write('a');
            }
        });
        assertCode(Code.CANCELLED, "too slow", () -> git.patch(SOME, SOME, REQUEST, slow));
    }

    @Test
    void streams_are_passed_on_as_they_are() {
        GitBackend git = guarded(arguments -> {
            if (arguments[1] instanceof InputStream bundle) {
                return new CommitId(new String(bundle.readAllBytes(), StandardCharsets.UTF_8));
            }
            OutputStream out = (OutputStream) arguments[3];
            out.write('a');
            out.write("_bcd_".getBytes(StandardCharsets.UTF_8), 1, 3);
            out.flush();
            return "done";
        });
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        git.patch(SOME, SOME, REQUEST, out);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("abcd");
        InputStream bundle = new ByteArrayInputStream(COMMIT.value().getBytes(StandardCharsets.UTF_8));
        assertThat(git.importBundle(SOME, bundle, "HEAD", BRANCH, Optional.empty()))
                .isEqualTo(COMMIT);
    }

    @Test
    void what_hangs_ends_in_time_and_what_is_nothing_is_refused() {
        CountDownLatch never = new CountDownLatch(1);
        GitBackend hanging = guarded(_ -> {
            never.await();
            return "unreachable";
        });
        assertCode(Code.TIMEOUT, "did not answer", () -> hanging.moveWorktree(SOME, SOME, SOME, BRANCH, BRANCH));
        GitBackend empty = guarded(_ -> null);
        assertCode(Code.INTERNAL, "answered null", () -> empty.resolve(SOME, "main"));
    }

    private static void awaitWhateverHappens(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException _) {
                // this plug-in does not listen
            }
        }
    }

    private GitBackend guarded(Behaviour behaviour) {
        return guarded(SHORT, behaviour);
    }

    private GitBackend guarded(Duration deadline, Behaviour behaviour) {
        GitBackend git = (GitBackend) Proxy.newProxyInstance(
                GitBackend.class.getClassLoader(),
                new Class<?>[] {GitBackend.class},
                (_, _, arguments) -> behaviour.call(arguments));
        Guard guard = new Guard("odd", getClass().getClassLoader(), 4, SHORT, quarantine);
        return new GuardedGitBackend(git, guard, new Deadlines(deadline, deadline, deadline, deadline, deadline));
    }

    private static InputStream cut() {
        return new SequenceInputStream(Collections.enumeration(
                List.of(new ByteArrayInputStream(new byte[10]), new FileInputStream(new FileDescriptor()))));
    }

    private static OutputStream broken() {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("the browser has gone");
            }
        };
    }

    private static void assertCode(Code code, String message, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        failure -> assertThat(failure.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }
}
