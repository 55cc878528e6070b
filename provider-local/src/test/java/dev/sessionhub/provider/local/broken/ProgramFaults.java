package dev.sessionhub.provider.local.broken;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** What can be wrong about running programs, their streams left out. */
final class ProgramFaults {

    static final List<Fault> ALL = List.of(
            process("Exec.the_exit_code_is_the_programs", "waitFor", Half::new),
            process("Exec.a_running_program_has_no_exit_code_yet", "still running", Impatient::new),
            new Fault("Exec.a_program_that_does_not_exist_is_named", "does not exist", Pretending::new),
            program("Exec.a_working_directory_that_does_not_exist_is_named", "directory", ProgramFaults::anywhere),
            program("Exec.arguments_arrive_as_they_are", "no shell reads them", ProgramFaults::shell),
            program("Exec.a_program_starts_in_its_working_directory", "workingDirectory", ProgramFaults::anywhere),
            program(
                    "Names.a_file_of_the_workspace_may_have_any_name",
                    "names arrive as they are",
                    ProgramFaults::shell),
            program("Concurrency.many_programs_can_run_at_once_without_mixing", "mix", ProgramFaults::merged),
            process("Endings.close_ends_the_program_and_what_it_started", "ends every process", Leaving::new)
                    .seenByWaiting(),
            process("Endings.close_ends_what_a_finished_program_left_running", "outlive it", Leaving::new)
                    .seenByWaiting(),
            process("Endings.close_ends_a_program_that_does_not_want_to", "ends the program", Leaving::new)
                    .seenByWaiting(),
            new Fault(
                    "Endings.a_process_with_a_session_of_its_own_outlives_close",
                    "session of their own",
                    KillingTmux::new),
            process("Endings.close_ends_a_read_that_blocks", "reads that block", Leaving::new)
                    .seenByWaiting(),
            process("Endings.close_ends_a_read_though_a_daemon_holds_the_output_open", "reads that block", Leaving::new)
                    .seenByWaiting(),
            process("Endings.closing_again_or_after_the_end_does_nothing", "stays known", Amnesiac::new),
            new Fault("Endings.a_stop_ends_every_program", "until the environment stops", Unstopping::new)
                    .seenByWaiting(),
            process("Interruption.waiting_for_a_program_can_be_interrupted", "interrupt status", Clearing::new),
            process("Interruption.a_close_works_on_an_interrupted_thread", "close", ClosingLater::new),
            process("Household.programs_give_back_what_they_opened", "releases what belongs to it", Opening::new),
            process("Household.programs_give_back_what_they_opened", "threads too", Waiting::new)
                    .seenByWaiting(),
            process("Household.open_programs_need_few_threads", "needs no thread", Threaded::new),
            program("Tmux.the_programs_that_every_environment_offers_are_there", "tmux 3.2", ProgramFaults::oldTmux),
            new Fault(
                    "Tmux.a_server_lives_from_exec_to_exec_and_answers_in_control_mode",
                    "control mode",
                    KillingTmux::new),
            process(
                            "Tmux.what_is_typed_arrives_and_what_is_shown_comes_back",
                            "control mode",
                            StreamFaults.Collecting::new)
                    .seenByWaiting(),
            new Fault("Tmux.a_server_ends_with_the_environment", "every process in it ends", Unstopping::new));

    private static final List<InputStream> LEAKED = new ArrayList<>();

    private ProgramFaults() {}

    static Fault program(String clause, String says, UnaryOperator<ExecSpec> change) {
        return new Fault(clause, says, good -> new Delegate(good) {
            @Override
            public ExecProcess exec(ContainerHandle handle, ExecSpec spec) {
                return good.exec(handle, change.apply(spec));
            }
        });
    }

    static Fault process(String clause, String says, UnaryOperator<ExecProcess> change) {
        return new Fault(clause, says, good -> new Delegate(good) {
            @Override
            public ExecProcess exec(ContainerHandle handle, ExecSpec spec) {
                return change.apply(good.exec(handle, spec));
            }
        });
    }

    static ExecSpec with(ExecSpec spec, List<String> before) {
        List<String> command = new ArrayList<>(before);
        command.addAll(spec.command());
        return new ExecSpec(command, spec.environment(), spec.workingDirectory());
    }

    private static ExecSpec anywhere(ExecSpec spec) {
        return new ExecSpec(spec.command(), spec.environment(), Optional.empty());
    }

    private static ExecSpec shell(ExecSpec spec) {
        List<String> command = List.of("sh", "-c", String.join(" ", spec.command()));
        return new ExecSpec(command, spec.environment(), spec.workingDirectory());
    }

    static ExecSpec merged(ExecSpec spec) {
        return with(spec, List.of("sh", "-c", "exec \"$@\" 2>&1", "sh"));
    }

    private static ExecSpec oldTmux(ExecSpec spec) {
        return spec.command().contains("tmux -V") ? ExecSpec.of("echo", "tmux 2.9") : spec;
    }

    /** Says only whether it went well. */
    private static final class Half extends ProcessDelegate {
        Half(ExecProcess good) {
            super(good);
        }

        @Override
        public int waitFor() {
            return good.waitFor() == 0 ? 0 : 1;
        }

        @Override
        public OptionalInt waitFor(Duration limit) {
            return good.waitFor(limit).stream().map(code -> code == 0 ? 0 : 1).findFirst();
        }
    }

    /** Takes what it cannot start for something that has nothing to say. */
    private static final class Pretending extends Delegate {
        Pretending(ContainerProvider good) {
            super(good);
        }

        @Override
        public ExecProcess exec(ContainerHandle handle, ExecSpec spec) {
            try {
                return good.exec(handle, spec);
            } catch (ProviderException refusal) {
                return good.exec(handle, ExecSpec.of("true"));
            }
        }
    }

    private static final class Impatient extends ProcessDelegate {
        Impatient(ExecProcess good) {
            super(good);
        }

        @Override
        public OptionalInt waitFor(Duration limit) {
            return OptionalInt.of(good.waitFor(limit).orElse(0));
        }
    }

    private static final class Leaving extends ProcessDelegate {
        Leaving(ExecProcess good) {
            super(good);
        }

        @Override
        public void close() {
            good.waitFor(Duration.ZERO);
        }
    }

    /** Ends a server that made itself a session of its own. */
    private static final class KillingTmux extends Delegate {
        private static final String KILL =
                "for s in own tck; do tmux -S $SESSION_HUB_RUN/$s kill-server 2>/dev/null; done; true";

        KillingTmux(ContainerProvider good) {
            super(good);
        }

        @Override
        public ExecProcess exec(ContainerHandle handle, ExecSpec spec) {
            return new ProcessDelegate(good.exec(handle, spec)) {
                @Override
                public void close() {
                    super.close();
                    try (ExecProcess kill = KillingTmux.this.good.exec(handle, ExecSpec.of("sh", "-c", KILL))) {
                        kill.waitFor();
                    }
                }
            };
        }
    }

    private static final class Amnesiac extends ProcessDelegate {
        private boolean closed;

        Amnesiac(ExecProcess good) {
            super(good);
        }

        @Override
        public OptionalInt waitFor(Duration limit) {
            return closed ? OptionalInt.empty() : good.waitFor(limit);
        }

        @Override
        public void close() {
            good.close();
            closed = true;
        }
    }

    private static final class Unstopping extends Delegate {
        Unstopping(ContainerProvider good) {
            super(good);
        }

        @Override
        public void stop(ContainerHandle handle, Duration grace) {
            good.find(handle);
        }
    }

    private static final class Clearing extends ProcessDelegate {
        Clearing(ExecProcess good) {
            super(good);
        }

        @Override
        public int waitFor() {
            try {
                return good.waitFor();
            } catch (ProviderException failure) {
                Thread.interrupted();
                throw new ProviderException(Code.CANCELLED, "interrupted", failure);
            }
        }
    }

    private static final class ClosingLater extends ProcessDelegate {
        ClosingLater(ExecProcess good) {
            super(good);
        }

        @Override
        public void close() {
            if (Thread.currentThread().isInterrupted()) {
                throw new ProviderException(Code.CANCELLED, "interrupted");
            }
            good.close();
        }
    }

    private static final class Opening extends ProcessDelegate {
        Opening(ExecProcess good) {
            super(good);
            try {
                LEAKED.add(new java.io.FileInputStream("/dev/null"));
            } catch (IOException failure) {
                LEAKED.add(new ByteArrayInputStream(new byte[0]));
            }
        }
    }

    private static final class Waiting extends ProcessDelegate {
        Waiting(ExecProcess good) {
            super(good);
            Thread.ofVirtual().start(() -> {
                while (true) {
                    LockSupport.park();
                }
            });
        }
    }

    private static final class Threaded extends ProcessDelegate {
        Threaded(ExecProcess good) {
            super(good);
            Thread.ofPlatform().daemon().start(good::waitFor);
        }
    }
}
