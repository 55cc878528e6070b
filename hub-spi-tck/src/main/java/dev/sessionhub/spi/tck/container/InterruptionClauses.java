package dev.sessionhub.spi.tck.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.ProviderHealth;
import dev.sessionhub.spi.container.Container.State;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A blocked call that is interrupted ends soon with CANCELLED and leaves the thread's interrupt status set. */
abstract class InterruptionClauses extends Clauses {

    InterruptionClauses(ContainerProviderContract contract) {
        super(contract);
    }

    /**
     * How an interrupted call ended.
     *
     * @param code its failure; empty if it succeeded
     * @param interrupted whether the thread's interrupt status was set afterwards
     */
    private record Outcome(Optional<Code> code, boolean interrupted) {}

    @Test
    void waiting_for_a_program_can_be_interrupted() {
        ContainerHandle handle = bench().running();
        try (ExecProcess process = provider().exec(handle, ExecSpec.of("sleep", "1000"))) {
            Outcome outcome = interrupted(process::waitFor);
            assertThat(outcome)
                    .as("waitFor: CANCELLED if interrupted, the interrupt status stays set")
                    .isEqualTo(new Outcome(Optional.of(Code.CANCELLED), true));
            assertThat(process.waitFor(Duration.ZERO))
                    .as("an interrupted wait does not touch the program")
                    .isEmpty();
        }
    }

    @Test
    void an_interrupted_create_leaves_nothing_or_succeeds() {
        for (int round = 0; round < 5; round++) {
            ContainerSpec spec = bench().spec();
            Outcome outcome = onInterruptedThread(() -> provider().create(spec));
            assertThat(outcome.interrupted())
                    .as("the thread's interrupt status stays set")
                    .isTrue();
            if (outcome.code().isPresent()) {
                assertThat(outcome.code())
                        .as("an interrupted call ends with CANCELLED")
                        .hasValue(Code.CANCELLED);
                assertThat(provider().list())
                        .as("create: when it is interrupted, nothing it made is left behind")
                        .isEmpty();
            } else {
                provider().remove(provider().list().getFirst().handle());
            }
        }
    }

    @Test
    void a_stop_can_be_interrupted_and_finished_later() {
        ContainerHandle handle = bench().running();
        bench().sh(
                        handle,
                        "tmux -S $SESSION_HUB_RUN/t new-session -d -P "
                                + "\"sh -c 'trap \\\"\\\" TERM HUP; while :; do sleep 1000; done'\"");
        Outcome outcome = interrupted(() -> provider().stop(handle, Duration.ofMinutes(10)));
        if (outcome.code().isPresent()) {
            assertThat(outcome)
                    .as("stop: an interrupted call ends soon with CANCELLED and keeps the interrupt status")
                    .isEqualTo(new Outcome(Optional.of(Code.CANCELLED), true));
        }
        provider().stop(handle, Duration.ZERO);
        assertThat(look(handle).state())
                .as("stop again after an interrupted one")
                .isEqualTo(State.STOPPED);
    }

    @Test
    void a_close_works_on_an_interrupted_thread() {
        ContainerHandle handle = bench().running();
        ExecProcess process = provider().exec(handle, ExecSpec.of("sleep", "1000"));
        Outcome outcome = onInterruptedThread(process::close);
        assertThat(outcome).as("close never throws").isEqualTo(new Outcome(Optional.empty(), true));
        assertThat(process.waitFor(bench().patience()))
                .as("close: ends the program")
                .isPresent();
    }

    @Test
    void an_interrupted_health_check_says_down_or_knows_better() {
        CompletableFuture<ProviderHealth> health = bench().inBackground(() -> {
            Thread.currentThread().interrupt();
            return provider().health();
        });
        assertThat(bench().get(health).status())
                .as("health: never throws; an interrupted check says DOWN")
                .isEqualTo(ProviderHealth.Status.DOWN);
    }

    private Outcome onInterruptedThread(Runnable call) {
        return bench().get(bench().inBackground(() -> {
            Thread.currentThread().interrupt();
            return outcome(call);
        }));
    }

    /** Lets a call block on a thread and interrupts it. */
    private Outcome interrupted(Runnable call) {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CompletableFuture<Outcome> outcome = bench().inBackground(() -> {
            thread.complete(Thread.currentThread());
            return outcome(call);
        });
        Thread blocked = bench().get(thread);
        bench().await("the call blocks", () -> isBlocked(blocked) || outcome.isDone());
        blocked.interrupt();
        return bench().get(outcome);
    }

    private static boolean isBlocked(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    private static Outcome outcome(Runnable call) {
        try {
            call.run();
            return new Outcome(Optional.empty(), Thread.currentThread().isInterrupted());
        } catch (ProviderException refusal) {
            return new Outcome(
                    Optional.of(refusal.code()), Thread.currentThread().isInterrupted());
        } catch (RuntimeException other) {
            throw new AssertionError(
                    "[an interrupted call ends with CANCELLED, and only ProviderException leaves a plug-in] it threw "
                            + other,
                    other);
        }
    }
}
