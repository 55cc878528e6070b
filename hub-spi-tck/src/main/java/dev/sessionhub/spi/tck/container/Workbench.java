package dev.sessionhub.spi.tck.container;

import dev.sessionhub.spi.Secret;
import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import dev.sessionhub.spi.container.NetworkPolicy;
import dev.sessionhub.spi.container.ResourceLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.Assertions;

/** What one test works with: instances of a hub of its own, and short words for frequent steps. Leaves nothing behind. */
final class Workbench implements AutoCloseable {

    private final ContainerProviderContract contract;
    private final String hubId = "tck-" + UUID.randomUUID().toString().substring(0, 13);
    private final List<ContainerProvider> opened = new ArrayList<>();
    private final ContainerProvider provider;

    Workbench(ContainerProviderContract contract) {
        this.contract = contract;
        this.provider = open(hubId);
    }

    ContainerProvider provider() {
        return provider;
    }

    /** The same hub after a restart. */
    ContainerProvider restarted() {
        return open(hubId);
    }

    /** Another hub on the same system. */
    ContainerProvider stranger() {
        return open(hubId + "-other");
    }

    private ContainerProvider open(String hub) {
        ContainerProvider instance = contract.open(hub);
        opened.add(instance);
        return instance;
    }

    Path newWorkspace() {
        return contract.newWorkspace();
    }

    Duration patience() {
        return contract.patience();
    }

    ContainerSpec spec() {
        return spec(Map.of(), Map.of());
    }

    ContainerSpec spec(Map<String, String> environment, Map<String, Secret> secrets) {
        return new ContainerSpec(
                UUID.randomUUID(),
                "contract-test",
                Optional.empty(),
                newWorkspace(),
                List.of(),
                environment,
                secrets,
                ResourceLimits.DEFAULTS,
                NetworkPolicy.HOST);
    }

    ContainerHandle created() {
        return provider.create(spec());
    }

    ContainerHandle running() {
        return running(spec());
    }

    ContainerHandle running(ContainerSpec spec) {
        ContainerHandle handle = provider.create(spec);
        provider.start(handle);
        return handle;
    }

    /** Runs a shell script to its end. */
    Ended sh(ContainerHandle handle, String script) {
        return run(handle, ExecSpec.of("sh", "-c", script));
    }

    /** Runs a program to its end, without input. */
    Ended run(ContainerHandle handle, ExecSpec spec) {
        return run(provider, handle, spec);
    }

    Ended run(ContainerProvider instance, ContainerHandle handle, ExecSpec spec) {
        try (ExecProcess process = instance.exec(handle, spec)) {
            CompletableFuture<String> out = inBackground(() -> text(process.stdout()));
            CompletableFuture<String> err = inBackground(() -> text(process.stderr()));
            process.stdin().close();
            OptionalInt exit = process.waitFor(patience());
            Assertions.assertThat(exit)
                    .as("%s ends, since it has no input", spec.command())
                    .isPresent();
            return new Ended(exit.getAsInt(), get(out), get(err));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Runs something on a thread of its own, a platform thread since it may read from a pipe. */
    <T> CompletableFuture<T> inBackground(Callable<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread.ofPlatform().daemon(true).name("contract-background").start(() -> {
            try {
                answer.complete(work.call());
            } catch (Throwable thrown) {
                answer.completeExceptionally(thrown);
            }
        });
        return answer;
    }

    <T> T get(CompletableFuture<T> answer) {
        return get("an answer comes", answer);
    }

    <T> T get(String clause, CompletableFuture<T> answer) {
        try {
            return answer.get(patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("[" + clause + "] no answer within " + patience(), late);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof AssertionError broken) {
                throw broken;
            }
            throw new AssertionError("[" + clause + "] failed: " + failure.getCause(), failure.getCause());
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interruption);
        }
    }

    /** Waits for a condition, for a bounded time. */
    void await(String clause, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            Assertions.assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .as(clause)
                    .isLessThan(patience());
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** Whether a process of the environment lives; a dead one that waits for its parent does not. */
    boolean lives(ContainerHandle handle, String pid) {
        return sh(handle, "grep -q '^State:[[:space:]]*[A-WYt]' /proc/" + pid + "/status 2>/dev/null")
                        .exitCode()
                == 0;
    }

    @Override
    public void close() {
        ContainerProvider last = open(hubId);
        try {
            for (Container container : last.list()) {
                last.remove(container.handle());
            }
            Assertions.assertThat(last.list())
                    .as("remove: what was removed is in no list")
                    .isEmpty();
        } finally {
            opened.forEach(ContainerProvider::close);
        }
    }
}
