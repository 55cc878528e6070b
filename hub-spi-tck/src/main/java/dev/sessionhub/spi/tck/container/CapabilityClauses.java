package dev.sessionhub.spi.tck.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.BindMount;
import dev.sessionhub.spi.container.Capability;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import dev.sessionhub.spi.container.NetworkPolicy;
import dev.sessionhub.spi.container.ResourceLimits;
import dev.sessionhub.spi.container.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each capability: what is declared works, what is not declared is refused. */
abstract class CapabilityClauses extends Clauses {

    private static final long MEMORY = 96L << 20;

    CapabilityClauses(ContainerProviderContract contract) {
        super(contract);
    }

    @Test
    void capabilities_are_constant_and_make_sense() {
        assertThat(provider().capabilities())
                .as("capabilities: constant")
                .isEqualTo(provider().capabilities())
                .isEqualTo(bench().restarted().capabilities());
        assertThat(has(Capability.HOST_FILES) && has(Capability.BIND_MOUNTS))
                .as("HOST_FILES excludes BIND_MOUNTS")
                .isFalse();
        boolean shared = has(Capability.HOST_FILES) || has(Capability.BIND_MOUNTS);
        assertThat(provider().transfer().isPresent())
                .as("transfer: present exactly where neither HOST_FILES nor BIND_MOUNTS is declared")
                .isNotEqualTo(shared);
    }

    @Test
    void resource_limits_are_kept_or_refused() {
        ResourceLimits memory =
                new ResourceLimits(OptionalLong.of(MEMORY), OptionalDouble.empty(), OptionalLong.empty());
        ResourceLimits cpus = new ResourceLimits(OptionalLong.empty(), OptionalDouble.of(0.5), OptionalLong.empty());
        ResourceLimits processes =
                new ResourceLimits(OptionalLong.empty(), OptionalDouble.empty(), OptionalLong.of(64));
        if (has(Capability.RESOURCE_LIMITS)) {
            ContainerHandle small = bench().running(with(bench().spec(), memory));
            assertThat(bench().sh(small, "head -c 400m /dev/zero | tail >/dev/null")
                            .exitCode())
                    .as("RESOURCE_LIMITS: memory is bounded")
                    .isNotZero();
            ContainerHandle few = bench().running(with(bench().spec(), processes));
            assertThat(bench().sh(
                                    few,
                                    "for i in $(seq 200); do sleep 20 & done 2>/dev/null; ls -d /proc/[0-9]* | wc -l")
                            .out()
                            .strip())
                    .as("RESOURCE_LIMITS: the number of processes is bounded")
                    .satisfies(count -> assertThat(count.isEmpty() || Integer.parseInt(count) <= 64)
                            .isTrue());
            bench().running(with(bench().spec(), cpus));
        } else {
            for (ResourceLimits limits : List.of(memory, cpus, processes)) {
                refused(
                        "RESOURCE_LIMITS: without it a spec that sets a limit is refused",
                        with(bench().spec(), limits));
            }
        }
    }

    @Test
    void bounds_can_be_changed_while_an_environment_rests_or_the_provider_says_that_they_cannot() {
        ResourceLimits more =
                new ResourceLimits(OptionalLong.of(2 * MEMORY), OptionalDouble.empty(), OptionalLong.empty());
        ContainerHandle handle = bench().running();
        bench().sh(handle, "echo kept > kept");
        provider().stop(handle, Duration.ZERO);
        try {
            provider().resize(handle, more);
        } catch (ProviderException refusal) {
            assertThat(refusal.code())
                    .as("resize: UNSUPPORTED if bounds cannot be changed")
                    .isEqualTo(Code.UNSUPPORTED);
            return;
        }
        assertThat(has(Capability.RESOURCE_LIMITS))
                .as("resize: only with RESOURCE_LIMITS")
                .isTrue();
        provider().start(handle);
        assertThat(bench().sh(handle, "cat kept").out())
                .as("resize: its files stay")
                .isEqualTo("kept\n");
        if (has(Capability.USAGE)) {
            assertThat(provider().usage(handle).memoryLimitBytes())
                    .as("resize: the new bound holds")
                    .hasValue(2 * MEMORY);
        }
        assertRefused(
                "resize: CONFLICT if it is running",
                Code.CONFLICT,
                () -> provider().resize(handle, more));
    }

    @Test
    void network_policies_are_kept_or_refused() {
        ContainerSpec none = with(bench().spec(), NetworkPolicy.NONE);
        ContainerSpec internet = with(bench().spec(), NetworkPolicy.INTERNET);
        if (has(Capability.NETWORK_POLICY)) {
            ContainerHandle handle = bench().running(none);
            assertThat(bench().sh(handle, "tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '")
                            .out())
                    .as("NetworkPolicy.NONE: nothing but the environment's own loopback")
                    .isEqualTo("lo\n");
            assertThat(reachesTheHub(handle))
                    .as("NetworkPolicy.NONE: the hub's loopback cannot be reached")
                    .isFalse();
            assertThat(reachesTheHub(bench().running(internet)))
                    .as("NetworkPolicy.INTERNET: neither the hub nor the holder's loopback can be reached")
                    .isFalse();
        } else {
            refused("NETWORK_POLICY: without it any policy but HOST is refused", none);
            refused("NETWORK_POLICY: without it any policy but HOST is refused", internet);
        }
    }

    /** Whether a program inside gets a connection to a port of the hub's own loopback; git is what is there to try. */
    private boolean reachesTheHub(ContainerHandle handle) {
        try (ServerSocket listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            listener.setSoTimeout(200);
            bench().sh(
                            handle,
                            "GIT_TERMINAL_PROMPT=0 timeout 2 git ls-remote git://127.0.0.1:" + listener.getLocalPort()
                                    + "/x; true");
            listener.accept().close();
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void mounts_are_where_the_provider_says_or_refused() throws IOException {
        Path source = bench().newWorkspace();
        Files.writeString(source.resolve("file"), "mounted");
        ContainerSpec plain = bench().spec();
        ContainerSpec writable = with(plain, new BindMount(source, "/mnt/tck", false));
        if (has(Capability.BIND_MOUNTS)) {
            ContainerHandle handle = bench().running(writable);
            assertThat(bench().sh(handle, "cat /mnt/tck/file; echo x > /mnt/tck/new")
                            .out())
                    .as("BIND_MOUNTS: every mount is at its target path")
                    .isEqualTo("mounted");
            assertThat(source.resolve("new"))
                    .as("BIND_MOUNTS: what is written through a mount is in its source")
                    .exists();
            provider().remove(handle);
            assertThat(source.resolve("file"))
                    .as("remove: no mount's source is touched")
                    .hasContent("mounted");
            ContainerHandle readOnly = bench().running(with(plain, new BindMount(source, "/mnt/tck", true)));
            assertThat(bench().sh(readOnly, "echo x > /mnt/tck/denied").exitCode())
                    .as("BindMount.readOnly: writing through the mount must fail")
                    .isNotZero();
            assertThat(source.resolve("denied"))
                    .as("BindMount.readOnly: writing through the mount must fail")
                    .doesNotExist();
        } else if (has(Capability.HOST_FILES)) {
            ContainerHandle handle = bench().running(writable);
            assertThat(bench().sh(handle, "cat " + source + "/file").out())
                    .as("HOST_FILES: every mount is at its source path")
                    .isEqualTo("mounted");
            provider().remove(handle);
            assertThat(source.resolve("file"))
                    .as("remove: no mount's source is touched")
                    .hasContent("mounted");
        } else {
            refused("mounts: empty unless the provider has HOST_FILES or BIND_MOUNTS", writable);
        }
    }

    @Test
    void usage_is_measured_or_refused() {
        ContainerHandle handle = bench().running();
        if (has(Capability.USAGE)) {
            Usage before = provider().usage(handle);
            bench().sh(handle, "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done");
            Usage after = provider().usage(handle);
            assertThat(after.cpuTime())
                    .as("Usage.cpuTime: processor time used since it was started")
                    .isGreaterThan(before.cpuTime());
            assertThat(after.memoryBytes()).as("Usage.memoryBytes").isPositive();
            provider().stop(handle, Duration.ZERO);
            assertRefused(
                    "usage: CONFLICT if it is not running",
                    Code.CONFLICT,
                    () -> provider().usage(handle));
            provider().remove(handle);
            assertRefused("usage: NOT_FOUND", Code.NOT_FOUND, () -> provider().usage(handle));
        } else {
            assertRefused(
                    "usage: UNSUPPORTED without USAGE",
                    Code.UNSUPPORTED,
                    () -> provider().usage(handle));
        }
    }

    @Test
    void isolated_programs_cannot_reach_the_hubs_files() throws IOException {
        if (!has(Capability.ISOLATED)) {
            return;
        }
        Path hidden = Files.writeString(bench().newWorkspace().resolve("hidden"), "of the hub");
        assertThat(bench().run(bench().running(), ExecSpec.of("cat", hidden.toString()))
                        .exitCode())
                .as("ISOLATED: a program cannot reach the hub's files")
                .isNotZero();
    }

    @Test
    void isolated_programs_cannot_reach_another_environments_files() {
        if (!has(Capability.ISOLATED)) {
            return;
        }
        ContainerSpec spec = bench().spec();
        ContainerHandle first = bench().running(spec);
        ContainerHandle second = bench().running();
        String name = "of-" + spec.sessionId();
        List<String> files = bench().sh(
                        first,
                        "for d in \"$PWD\" \"$HOME\" \"$SESSION_HUB_RUN\" /tmp /var/tmp /dev/shm; do"
                                + " (echo secret >\"$d/" + name + "\") 2>/dev/null && echo \"$d/" + name + "\"; done")
                .out()
                .lines()
                .collect(Collectors.toCollection(ArrayList::new));
        assertThat(files).as("a program writes to its workspace, at least").isNotEmpty();
        files.add(spec.workspace().resolve(name).toString());
        try {
            for (String file : files) {
                assertThat(bench().run(second, ExecSpec.of("cat", file)).exitCode())
                        .as("ISOLATED: a program cannot reach another environment's files, here %s", file)
                        .isNotZero();
            }
        } finally {
            files.forEach(file -> bench().run(first, ExecSpec.of("rm", "-f", file)));
        }
    }

    @Test
    void isolated_programs_cannot_see_another_environments_processes() {
        if (!has(Capability.ISOLATED)) {
            return;
        }
        ContainerHandle first = bench().running();
        ContainerHandle second = bench().running();
        try (ExecProcess process = provider().exec(first, ExecSpec.of("sleep", "98765"))) {
            assertThat(bench().sh(second, "cat /proc/[0-9]*/cmdline | tr '\\0' ' '")
                            .out())
                    .as("ISOLATED: a program cannot see another environment's processes")
                    .doesNotContain("sleep 98765");
            assertThat(process.waitFor(Duration.ZERO))
                    .as("waitFor: empty while it is running")
                    .isEmpty();
        }
    }

    private void refused(String clause, ContainerSpec spec) {
        assertRefused(clause, Code.UNSUPPORTED, () -> provider().create(spec));
        assertThat(provider().list())
                .as("a failed create leaves nothing behind")
                .isEmpty();
    }

    private static ContainerSpec with(ContainerSpec spec, ResourceLimits limits) {
        return new ContainerSpec(
                spec.sessionId(),
                spec.name(),
                spec.image(),
                spec.workspace(),
                spec.mounts(),
                spec.environment(),
                spec.secrets(),
                limits,
                spec.network());
    }

    private static ContainerSpec with(ContainerSpec spec, NetworkPolicy network) {
        return new ContainerSpec(
                spec.sessionId(),
                spec.name(),
                spec.image(),
                spec.workspace(),
                spec.mounts(),
                spec.environment(),
                spec.secrets(),
                spec.limits(),
                network);
    }

    private static ContainerSpec with(ContainerSpec spec, BindMount mount) {
        return new ContainerSpec(
                spec.sessionId(),
                spec.name(),
                spec.image(),
                spec.workspace(),
                List.of(mount),
                spec.environment(),
                spec.secrets(),
                spec.limits(),
                spec.network());
    }
}
