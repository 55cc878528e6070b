package dev.sessionhub.provider.local.broken;

import dev.sessionhub.spi.container.Capability;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.NetworkPolicy;
import dev.sessionhub.spi.container.ResourceLimits;
import dev.sessionhub.spi.container.Usage;
import dev.sessionhub.spi.container.WorkspaceTransfer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Capabilities that are declared and not there, and the other way round. */
final class CapabilityFaults {

    private static final String LIMITS = "Capabilities.resource_limits_are_kept_or_refused";
    private static final String NETWORK = "Capabilities.network_policies_are_kept_or_refused";
    private static final String USAGE = "Capabilities.usage_is_measured_or_refused";

    static final List<Fault> ALL = List.of(
            new Fault(
                    "Capabilities.capabilities_are_constant_and_make_sense",
                    "excludes",
                    good -> new Ignoring(good, Capability.BIND_MOUNTS)),
            new Fault(LIMITS, "memory is bounded", good -> new Ignoring(good, Capability.RESOURCE_LIMITS)),
            new Fault(LIMITS, "sets a limit is refused", Ignoring::new),
            new Fault(NETWORK, "own loopback", good -> new Ignoring(good, Capability.NETWORK_POLICY)),
            new Fault(NETWORK, "any policy but HOST is refused", Ignoring::new),
            new Fault(
                    "Capabilities.bounds_can_be_changed_while_an_environment_rests_or_the_provider_says_that_they_cannot",
                    "only with RESOURCE_LIMITS",
                    Ignoring::new),
            new Fault("Capabilities.mounts_are_where_the_provider_says_or_refused", "target path", Mounting::new),
            new Fault("Names.a_mount_may_have_any_name", "any source", Mounting::new),
            new Fault(USAGE, "processor time", good -> new Ignoring(good, Capability.USAGE)),
            new Fault(USAGE, "UNSUPPORTED without USAGE", Ignoring::new),
            sharing("Capabilities.isolated_programs_cannot_reach_the_hubs_files", "the hub's files"),
            sharing(
                    "Capabilities.isolated_programs_cannot_reach_another_environments_files",
                    "another environment's files"),
            sharing(
                    "Capabilities.isolated_programs_cannot_see_another_environments_processes",
                    "another environment's processes"),
            new Fault(
                            "Reboot.what_ran_runs_again_or_is_stopped",
                            "is running again",
                            good -> new Ignoring(good, Capability.PERSISTENT_AFTER_REBOOT) {
                                @Override
                                public void start(ContainerHandle handle) {
                                    good.start(handle);
                                    good.stop(handle, Duration.ZERO);
                                }
                            })
                    .seenByWaiting(),
            carrying("Transfer.a_directory_comes_back_as_it_was", "are kept", good -> new CopyingTransfer(good) {
                @Override
                void copy(Path source, Path target) {
                    run("rm -rf \"$2\"; cp -rL --no-preserve=mode \"$1\" \"$2\"", source, target);
                }
            }),
            carrying("Transfer.the_destination_becomes_equal", "equal", good -> new CopyingTransfer(good) {
                @Override
                void copy(Path source, Path target) {
                    run("mkdir -p \"$2\"; cp -a \"$1\"/. \"$2\"", source, target);
                }
            }),
            carrying("Transfer.hostile_names_arrive_as_they_are", "names are names", good -> new CopyingTransfer(good) {
                @Override
                void copy(Path source, Path target) {
                    run("mkdir -p \"$2\"; cd \"$1\"; for f in *; do cp -a $f \"$2\"; done; true", source, target);
                }
            }),
            carrying(
                    "Transfer.nothing_is_written_outside_the_destination",
                    "outside",
                    good -> new CopyingTransfer(good) {
                        @Override
                        void copy(Path source, Path target) {
                            run("cp -r \"$1\"/trap \"$2\"", source, target);
                        }
                    }),
            carrying(
                    "Transfer.what_may_wait_takes_nothing_along_and_comes_later",
                    "names and no patterns",
                    good -> new CopyingTransfer(good) {
                        @Override
                        public void download(
                                ContainerHandle handle,
                                String source,
                                Path target,
                                Set<String> later,
                                LongConsumer told) {
                            super.download(handle, source, target, told);
                            run("cd \"$2\" && rm -rf a/la*ge", Path.of(source), target);
                        }
                    }),
            carrying("Transfer.progress_is_told", "transferredBytes", good -> new CopyingTransfer(good) {
                @Override
                public void upload(ContainerHandle handle, Path source, String target, LongConsumer told) {
                    super.upload(handle, source, target, _ -> {});
                }
            }),
            carrying("Transfer.what_is_gone_is_refused", "NOT_FOUND", good -> new CopyingTransfer(good) {
                @Override
                void check(ContainerHandle handle) {
                    good.find(handle);
                }
            }));

    private CapabilityFaults() {}

    private static Fault sharing(String clause, String says) {
        return new Fault(clause, says, good -> new Ignoring(good, Capability.ISOLATED));
    }

    private static Fault carrying(String clause, String says, Function<ContainerProvider, WorkspaceTransfer> transfer) {
        return new Fault(clause, says, good -> new Carrying(good, transfer.apply(good)));
    }

    /** Declares what it is told to, and takes no notice of what a spec asks for. */
    private static class Ignoring extends Delegate {
        private final Set<Capability> more;

        Ignoring(ContainerProvider good) {
            super(good);
            this.more = Set.of();
        }

        Ignoring(ContainerProvider good, Capability more) {
            super(good);
            this.more = Set.of(more);
        }

        @Override
        public Set<Capability> capabilities() {
            Set<Capability> all = EnumSet.copyOf(good.capabilities());
            all.addAll(more);
            return all;
        }

        @Override
        public ContainerHandle create(ContainerSpec spec) {
            return good.create(new ContainerSpec(
                    spec.sessionId(),
                    spec.name(),
                    spec.image(),
                    spec.workspace(),
                    List.of(),
                    spec.environment(),
                    spec.secrets(),
                    ResourceLimits.DEFAULTS,
                    NetworkPolicy.HOST));
        }

        @Override
        public void resize(ContainerHandle handle, ResourceLimits limits) {
            good.find(handle);
        }

        @Override
        public Usage usage(ContainerHandle handle) {
            return new Usage(Instant.now(), Duration.ZERO, 1, OptionalLong.empty(), OptionalLong.empty(), 0);
        }
    }

    /** Says it mounts, and does not. */
    private static final class Mounting extends Ignoring {
        Mounting(ContainerProvider good) {
            super(good);
        }

        @Override
        public Set<Capability> capabilities() {
            return Set.of(Capability.BIND_MOUNTS);
        }
    }
}
