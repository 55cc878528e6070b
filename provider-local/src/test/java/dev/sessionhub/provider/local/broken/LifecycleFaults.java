package dev.sessionhub.provider.local.broken;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.ExecSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What can be wrong about making, starting, stopping, finding and removing. */
final class LifecycleFaults {

    /** Of whatever test runs: what a provider might keep in memory alone. */
    private static final List<ContainerProvider> OPENED = new CopyOnWriteArrayList<>();

    static final List<Fault> ALL = List.of(
            creating(
                    "Lifecycle.a_created_environment_exists_and_is_not_started",
                    "not started",
                    LifecycleFaults::started),
            starting("Lifecycle.exec_works_when_start_returns", "exec works when it returns", LifecycleFaults::later),
            starting("Lifecycle.starting_what_runs_does_nothing", "does nothing if it is running", (good, handle) -> {
                good.stop(handle, Duration.ZERO);
                good.start(handle);
            }),
            stopping("Lifecycle.stopping_what_does_not_run_does_nothing", "stop: ", (good, handle, grace) -> {
                good.start(handle);
                good.stop(handle, grace);
            }),
            stopping("Lifecycle.files_stay_over_stop_and_start", "the files stay", LifecycleFaults::tidying),
            stopping(
                    "Lifecycle.every_process_ends_with_a_stop",
                    "every process in it ends",
                    (good, handle, _) -> good.find(handle)),
            stopping(
                    "Lifecycle.a_program_that_cleans_up_within_the_grace_is_let_do_so",
                    "asks programs",
                    (good, handle, _) -> good.stop(handle, Duration.ZERO)),
            new Fault("Lifecycle.what_is_removed_does_not_exist", "after remove", Keeping::new),
            new Fault("Lifecycle.what_never_existed_is_certainly_not_there", "find", Surprised::new),
            new Fault("Recovery.a_restarted_hub_finds_everything_again", "list: everything", Forgetful::new),
            new Fault("Recovery.a_restarted_hub_can_go_on_with_what_it_finds", "earlier instance", Jealous::new),
            new Fault("Recovery.two_instances_of_one_hub_see_the_same_at_once", "in memory alone", Remembering::new),
            new Fault("Recovery.another_hub_sees_nothing_of_it", "nothing else", Nosy::new),
            new Fault("Reboot.what_ran_runs_again_or_is_stopped", "nothing runs", good -> good),
            new Fault("Creation.a_session_has_one_environment_at_most", "ALREADY_EXISTS", Obliging::new),
            new Fault("Concurrency.many_sessions_can_be_made_at_once", "complete", Forgetful::new),
            new Fault(
                    "Concurrency.of_two_creates_of_one_session_one_succeeds", "one environment at most", Obliging::new),
            new Fault("Concurrency.start_stop_and_remove_can_meet", "removed is removed", Keeping::new));

    private LifecycleFaults() {}

    private interface Stop {
        void of(ContainerProvider good, ContainerHandle handle, Duration grace);
    }

    private static Fault creating(
            String clause, String says, BiFunction<ContainerProvider, ContainerSpec, ContainerHandle> wrong) {
        return new Fault(clause, says, good -> new Delegate(good) {
            @Override
            public ContainerHandle create(ContainerSpec spec) {
                return wrong.apply(good, spec);
            }
        });
    }

    private static Fault starting(String clause, String says, BiConsumer<ContainerProvider, ContainerHandle> wrong) {
        return new Fault(clause, says, good -> new Delegate(good) {
            @Override
            public void start(ContainerHandle handle) {
                wrong.accept(good, handle);
            }
        });
    }

    private static Fault stopping(String clause, String says, Stop wrong) {
        return new Fault(clause, says, good -> new Delegate(good) {
            @Override
            public void stop(ContainerHandle handle, Duration grace) {
                wrong.of(good, handle, grace);
            }
        });
    }

    private static ContainerHandle started(ContainerProvider good, ContainerSpec spec) {
        ContainerHandle handle = good.create(spec);
        good.start(handle);
        return handle;
    }

    private static void later(ContainerProvider good, ContainerHandle handle) {
        Thread.ofPlatform().daemon().start(() -> {
            LockSupport.parkNanos(300_000_000);
            good.start(handle);
        });
    }

    private static void tidying(ContainerProvider good, ContainerHandle handle, Duration grace) {
        good.exec(handle, ExecSpec.of("sh", "-c", "rm -f $SESSION_HUB_RUN/*")).waitFor();
        good.stop(handle, grace);
    }

    private static final class Keeping extends Delegate {
        private boolean cleaning;

        Keeping(ContainerProvider good) {
            super(good);
        }

        /** Once, so that the test can clean up. */
        @Override
        public synchronized void remove(ContainerHandle handle) {
            if (cleaning) {
                good.remove(handle);
            }
            cleaning = true;
        }
    }

    private static final class Surprised extends Delegate {
        Surprised(ContainerProvider good) {
            super(good);
        }

        @Override
        public Optional<Container> find(ContainerHandle handle) {
            return Optional.of(good.find(handle)
                    .orElseThrow(() -> new ProviderException(Code.NOT_FOUND, "find: there is no " + handle)));
        }
    }

    private static final class Forgetful extends Delegate {
        Forgetful(ContainerProvider good) {
            super(good);
        }

        @Override
        public List<Container> list() {
            return good.list().stream().limit(2).toList();
        }
    }

    private static final class Jealous extends Delegate {
        private final Set<ContainerHandle> mine = ConcurrentHashMap.newKeySet();
        private boolean cleaning;

        Jealous(ContainerProvider good) {
            super(good);
        }

        @Override
        public ContainerHandle create(ContainerSpec spec) {
            ContainerHandle handle = good.create(spec);
            mine.add(handle);
            return handle;
        }

        @Override
        public void remove(ContainerHandle handle) {
            if (cleaning || mine.contains(handle)) {
                good.remove(handle);
            }
            cleaning = true;
        }
    }

    private static final class Remembering extends Delegate {
        private final Map<ContainerHandle, Container> known = new ConcurrentHashMap<>();

        Remembering(ContainerProvider good) {
            super(good);
        }

        @Override
        public ContainerHandle create(ContainerSpec spec) {
            ContainerHandle handle = good.create(spec);
            known.put(handle, good.find(handle).orElseThrow());
            return handle;
        }

        @Override
        public Optional<Container> find(ContainerHandle handle) {
            return Optional.ofNullable(known.get(handle)).or(() -> good.find(handle));
        }
    }

    private static final class Nosy extends Delegate {
        Nosy(ContainerProvider good) {
            super(good);
            OPENED.add(good);
        }

        @Override
        public List<Container> list() {
            return Stream.concat(Stream.of(good), OPENED.stream().filter(other -> !other.equals(good)))
                    .flatMap(any -> any.list().stream())
                    .distinct()
                    .toList();
        }

        @Override
        public void remove(ContainerHandle handle) {
            OPENED.forEach(any -> any.remove(handle));
        }

        @Override
        public void close() {
            OPENED.remove(good);
            good.close();
        }
    }

    private static final class Obliging extends Delegate {
        private final Map<String, ContainerHandle> made = new ConcurrentHashMap<>();

        Obliging(ContainerProvider good) {
            super(good);
        }

        @Override
        public ContainerHandle create(ContainerSpec spec) {
            return made.computeIfAbsent(spec.sessionId().toString(), _ -> good.create(spec));
        }
    }
}
