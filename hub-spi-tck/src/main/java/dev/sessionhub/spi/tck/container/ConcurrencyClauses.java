package dev.sessionhub.spi.tck.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.ExecSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Instances are safe for concurrent use. */
abstract class ConcurrencyClauses extends Clauses {

    ConcurrencyClauses(ContainerProviderContract contract) {
        super(contract);
    }

    @Test
    void many_sessions_can_be_made_at_once() {
        List<ContainerHandle> handles = atOnce(Stream.generate(() -> (Callable<ContainerHandle>) bench()::running)
                .limit(12)
                .toList());
        assertThat(provider().list())
                .as("list: complete")
                .extracting(Container::handle)
                .containsExactlyInAnyOrderElementsOf(handles);
    }

    @Test
    void of_two_creates_of_one_session_one_succeeds() {
        ContainerSpec spec = bench().spec();
        List<String> outcomes = atOnce(Stream.generate(() -> (Callable<String>) () -> {
                    try {
                        provider().create(spec);
                        return "made";
                    } catch (ProviderException refusal) {
                        return refusal.code().name();
                    }
                })
                .limit(8)
                .toList());
        assertThat(outcomes)
                .as("one environment at most exists per session and hub")
                .containsOnlyOnce("made");
        assertThat(outcomes)
                .as("create: ALREADY_EXISTS, or CONFLICT while another make is under way")
                .allMatch(
                        outcome -> List.of("made", "ALREADY_EXISTS", "CONFLICT").contains(outcome));
        assertThat(provider().list())
                .as("one environment at most exists per session and hub")
                .hasSize(1);
    }

    @Test
    void many_programs_can_run_at_once_without_mixing() {
        ContainerHandle handle = bench().running();
        List<Callable<Ended>> programs = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String own = "program-" + i;
            programs.add(() -> bench().run(handle, ExecSpec.of("sh", "-c", "echo " + own + "; echo " + own + " >&2")));
        }
        List<Ended> results = atOnce(programs);
        for (int i = 0; i < results.size(); i++) {
            String own = "program-" + i + "\n";
            assertThat(results.get(i)).as("programs do not mix").isEqualTo(new Ended(0, own, own));
        }
    }

    @Test
    void start_stop_and_remove_can_meet() {
        ContainerHandle handle = bench().created();
        List<Callable<Optional<Code>>> operations = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            operations.add(() -> refusal(() -> provider().start(handle)));
            operations.add(() -> refusal(() -> provider().stop(handle, Duration.ZERO)));
            operations.add(() -> refusal(() -> bench().sh(handle, "true")));
        }
        operations.add(() -> refusal(() -> provider().remove(handle)));
        assertThat(atOnce(operations))
                .as("safe for concurrent use: each succeeds, or finds it stopped or gone")
                .allSatisfy(code -> assertThat(code.map(found -> found == Code.CONFLICT || found == Code.NOT_FOUND)
                                .orElse(true))
                        .isTrue());
        assertThat(provider().find(handle)).as("removed is removed").isEmpty();
    }

    private static Optional<Code> refusal(Runnable operation) {
        try {
            operation.run();
            return Optional.empty();
        } catch (ProviderException refusal) {
            return Optional.of(refusal.code());
        }
    }

    private <T> List<T> atOnce(List<Callable<T>> work) {
        CyclicBarrier line = new CyclicBarrier(work.size());
        List<CompletableFuture<T>> answers = work.stream()
                .map(one -> bench().inBackground(() -> {
                    line.await();
                    return one.call();
                }))
                .toList();
        return answers.stream().map(bench()::get).toList();
    }
}
