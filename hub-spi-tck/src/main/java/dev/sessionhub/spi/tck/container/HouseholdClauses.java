package dev.sessionhub.spi.tck.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.ProviderHealth;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an instance takes from the hub, and gives back. */
abstract class HouseholdClauses extends Clauses {

    /** Threads of the JDK and of the tests themselves. */
    private static final Predicate<Thread> NOT_OURS = thread -> thread.getName().startsWith("process reaper")
            || thread.getName().startsWith("contract-background")
            || thread.getName().startsWith("ForkJoinPool")
            || thread.getName().startsWith("junit-")
            || (thread.getThreadGroup() != null
                    && !thread.getThreadGroup().getName().equals("main"));

    HouseholdClauses(ContainerProviderContract contract) {
        super(contract);
    }

    @Test
    void health_says_in_bounded_time_that_all_is_well() {
        long begin = System.nanoTime();
        ProviderHealth health = provider().health();
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("health: answers within five seconds")
                .isLessThan(Duration.ofSeconds(5));
        assertThat(health.status())
                .as("health of the system this contract runs on: %s", health.summary())
                .isEqualTo(ProviderHealth.Status.UP);
        assertThat(health.summary()).as("health: one sentence for people").isNotBlank();
    }

    @Test
    void open_programs_need_few_threads() {
        ContainerHandle handle = bench().running();
        int before = platformThreads().size();
        ExecProcess[] open = new ExecProcess[20];
        for (int i = 0; i < open.length; i++) {
            open[i] = provider().exec(handle, ExecSpec.of("cat"));
        }
        int during = platformThreads().size();
        for (ExecProcess process : open) {
            process.close();
        }
        assertThat(during - before)
                .as("an open program needs no thread of the provider's (a few shared ones are all right)")
                .isLessThan(open.length / 2);
    }

    @Test
    void programs_give_back_what_they_opened() throws IOException {
        ContainerHandle handle = bench().running();
        bench().sh(handle, "true");
        long before = openFiles();
        Set<String> threads = threads();
        for (int round = 0; round < 40; round++) {
            bench().sh(handle, "true");
        }
        assertThat(openFiles() - before)
                .as("ExecProcess.close: releases what belongs to it, files of the hub's process too")
                .isLessThan(20);
        bench().await("ExecProcess.close: releases what belongs to it, threads too, virtual or not", () -> {
            Set<String> left = threads();
            left.removeAll(threads);
            return left.size() < 20;
        });
    }

    @Test
    void close_gives_back_every_thread() {
        Set<String> before = threads();
        ContainerProvider instance = bench().restarted();
        ContainerHandle handle = instance.create(bench().spec());
        instance.start(handle);
        for (int round = 0; round < 10; round++) {
            bench().run(instance, handle, ExecSpec.of("true"));
        }
        instance.remove(handle);
        instance.close();
        instance.close();
        bench().await("close: releases connections and threads of this instance", () -> {
            Set<String> left = threads();
            left.removeAll(before);
            return left.isEmpty();
        });
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }

    private static Set<String> threads() {
        Set<String> all = LiveThreads.virtual();
        platformThreads().forEach(thread -> all.add("#" + thread.threadId() + " \"" + thread.getName() + "\""));
        return all;
    }

    private static Set<Thread> platformThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .filter(NOT_OURS.negate())
                .collect(Collectors.toSet());
    }
}
