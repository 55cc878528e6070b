package dev.sessionhub.provider.local.broken;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.ProviderHealth;
import dev.sessionhub.spi.Secret;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import dev.sessionhub.spi.container.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What can be wrong about what a program finds around it, and about what an instance takes from the hub. */
final class SurroundingsFaults {

    static final List<Fault> ALL = List.of(
            programs(
                    "Surroundings.a_program_starts_in_the_workspace",
                    "empty means the workspace",
                    (_, spec) -> new ExecSpec(spec.command(), spec.environment(), Optional.of("/tmp"))),
            created(
                    "Surroundings.the_workspace_is_shared_where_the_provider_says_so",
                    "",
                    SurroundingsFaults::elsewhere),
            created(
                    "Surroundings.programs_see_the_variables_of_environment_and_exec",
                    "exec: sees",
                    spec -> changed(spec, spec.workspace(), Map.of())),
            programs(
                    "Surroundings.the_run_directory_keeps_its_promise",
                    "SESSION_HUB_RUN",
                    (_, spec) -> ProgramFaults.with(spec, List.of("env", "SESSION_HUB_RUN=/tmp"))),
            programs(
                    "Surroundings.nothing_of_the_hubs_own_environment_reaches_a_program",
                    "own environment",
                    (_, spec) -> ProgramFaults.with(spec, hubsOwn())),
            programs(
                    "Surroundings.a_secret_is_in_no_argument_and_no_description",
                    "secrets",
                    (secret, spec) ->
                            ProgramFaults.with(spec, List.of("sh", "-c", "shift; \"$@\"; exit $?", "sh", secret))),
            created(
                    "Creation.an_image_that_does_not_exist_is_refused",
                    "image",
                    spec -> changed(spec, spec.workspace(), spec.secrets())),
            new Fault("Creation.what_is_there_is_prepared_at_once_and_as_often_as_asked", "as often", Once::new),
            new Fault("Creation.an_image_that_does_not_exist_is_not_prepared", "no such image", Once::new),
            created("Creation.a_workspace_that_does_not_exist_is_refused", "workspace", SurroundingsFaults::elsewhere),
            created(
                    "Creation.a_mount_that_does_not_exist_is_refused",
                    "mount",
                    spec -> changed(spec, spec.workspace(), spec.secrets())),
            created("Names.a_workspace_may_have_any_name", "any path", SurroundingsFaults::elsewhere),
            new Fault("Interruption.an_interrupted_create_leaves_nothing_or_succeeds", "left behind", Littering::new),
            new Fault("Interruption.a_stop_can_be_interrupted_and_finished_later", "interrupt status", Clearing::new),
            new Fault("Interruption.an_interrupted_health_check_says_down_or_knows_better", "DOWN", Cheerful::new),
            new Fault("Household.health_says_in_bounded_time_that_all_is_well", "five seconds", Slow::new),
            leaking(Thread.ofPlatform().daemon()),
            leaking(Thread.ofVirtual()));

    private SurroundingsFaults() {}

    private static Fault leaking(Thread.Builder leaked) {
        return new Fault(
                        "Household.close_gives_back_every_thread",
                        "threads of this instance",
                        good -> new Threaded(good, leaked))
                .seenByWaiting();
    }

    private static Fault programs(String clause, String says, BiFunction<String, ExecSpec, ExecSpec> change) {
        return new Fault(clause, says, good -> new Delegate(good) {
            private volatile String secret = "";

            @Override
            public ContainerHandle create(ContainerSpec spec) {
                spec.secrets().values().forEach(one -> secret = one.reveal());
                return good.create(spec);
            }

            @Override
            public ExecProcess exec(ContainerHandle handle, ExecSpec spec) {
                return good.exec(handle, change.apply(secret, spec));
            }
        });
    }

    static Fault created(String clause, String says, UnaryOperator<ContainerSpec> change) {
        return new Fault(clause, says, good -> new Delegate(good) {
            @Override
            public ContainerHandle create(ContainerSpec spec) {
                return good.create(change.apply(spec));
            }
        });
    }

    /** Without image and mounts. */
    static ContainerSpec changed(ContainerSpec spec, Path workspace, Map<String, Secret> secrets) {
        return new ContainerSpec(
                spec.sessionId(),
                spec.name(),
                Optional.empty(),
                workspace,
                List.of(),
                secrets.isEmpty() ? Map.of() : spec.environment(),
                secrets,
                spec.limits(),
                spec.network());
    }

    private static ContainerSpec elsewhere(ContainerSpec spec) {
        try {
            Path parent = Optional.ofNullable(spec.workspace().getParent()).orElseThrow();
            return changed(spec, Files.createTempDirectory(parent, "other"), spec.secrets());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> hubsOwn() {
        List<String> words = new ArrayList<>(List.of("env"));
        System.getenv().forEach((name, value) -> words.add(name + "=" + value));
        return words;
    }

    /** Takes what it is asked to prepare for something that must not be there. */
    private static final class Once extends Delegate {
        Once(ContainerProvider good) {
            super(good);
        }

        @Override
        public void prepare(Optional<String> image, Consumer<Progress> progress) {
            throw new ProviderException(Code.CONFLICT, "prepared already");
        }
    }

    private static final class Littering extends Delegate {
        Littering(ContainerProvider good) {
            super(good);
        }

        @Override
        public ContainerHandle create(ContainerSpec spec) {
            boolean interrupted = Thread.interrupted();
            ContainerHandle handle = good.create(spec);
            if (interrupted) {
                Thread.currentThread().interrupt();
                throw new ProviderException(Code.CANCELLED, "interrupted");
            }
            return handle;
        }
    }

    private static final class Clearing extends Delegate {
        Clearing(ContainerProvider good) {
            super(good);
        }

        @Override
        public void stop(ContainerHandle handle, Duration grace) {
            try {
                good.stop(handle, grace);
            } catch (ProviderException failure) {
                Thread.interrupted();
                throw failure;
            }
        }
    }

    private static final class Cheerful extends Delegate {
        Cheerful(ContainerProvider good) {
            super(good);
        }

        @Override
        public ProviderHealth health() {
            return ProviderHealth.up("always");
        }
    }

    private static final class Slow extends Delegate {
        Slow(ContainerProvider good) {
            super(good);
        }

        @Override
        public ProviderHealth health() {
            java.util.concurrent.locks.LockSupport.parkNanos(5_100_000_000L);
            return good.health();
        }
    }

    private static final class Threaded extends Delegate {
        Threaded(ContainerProvider good, Thread.Builder leaked) {
            super(good);
            CountDownLatch never = new CountDownLatch(1);
            leaked.name("leaked").start(() -> {
                try {
                    never.await();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }
}
