package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sessionhub.spi.ProviderHealth;
import dev.sessionhub.spi.container.BindMount;
import dev.sessionhub.spi.container.Capability;
import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import dev.sessionhub.spi.container.Usage;
import dev.sessionhub.spi.container.WorkspaceTransfer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/**
 * A provider with bind mounts that needs no engine: the programs of another one, each in mount namespaces made by
 * bubblewrap. A session sees the system's programs, its mounts, and nothing of the hub's.
 */
final class Bubblewrap implements ContainerProvider {

    private static final Path PROGRAM = Path.of("/usr/bin/bwrap");
    private static final String SCRIPT = """
            exec bwrap --ro-bind /usr /usr --symlink usr/bin /bin --symlink usr/sbin /sbin --symlink usr/lib /lib \
              --symlink usr/lib64 /lib64 --ro-bind /etc /etc --dev /dev --proc /proc --tmpfs /tmp --dir /home/agent \
              --setenv HOME /home/agent --bind "$SESSION_HUB_RUN" "$SESSION_HUB_RUN" "$@"
            """;

    private final ContainerProvider host;
    private final Optional<Path> elsewhere;
    private final Map<ContainerHandle, ContainerSpec> specs = new ConcurrentHashMap<>();

    Bubblewrap(ContainerProvider host) {
        this(host, Optional.empty());
    }

    private Bubblewrap(ContainerProvider host, Optional<Path> elsewhere) {
        this.host = host;
        this.elsewhere = elsewhere;
    }

    /** One that mounts nothing: its workspaces are in a directory that the hub knows nothing of. */
    static Bubblewrap elsewhere(ContainerProvider host, Path directory) {
        return new Bubblewrap(host, Optional.of(directory));
    }

    /** Leaves a test out where there is no bubblewrap; continuous integration has it. */
    static void require() {
        boolean there = Files.isExecutable(PROGRAM);
        if (System.getenv("CI") != null) {
            assertThat(there).as("bubblewrap, the Debian package").isTrue();
        }
        assumeTrue(there, "left out: bubblewrap (the Debian package of that name) is not installed");
    }

    @Override
    public Set<Capability> capabilities() {
        return elsewhere.isPresent()
                ? Set.of(Capability.ISOLATED)
                : Set.of(Capability.BIND_MOUNTS, Capability.ISOLATED);
    }

    @Override
    public ProviderHealth health() {
        return host.health();
    }

    @Override
    public ContainerHandle create(ContainerSpec spec) {
        ContainerHandle handle = host.create(new ContainerSpec(
                spec.sessionId(),
                spec.name(),
                spec.image(),
                spec.workspace(),
                List.of(),
                spec.environment(),
                spec.secrets(),
                spec.limits(),
                spec.network()));
        assertThat(elsewhere.isPresent() && !spec.mounts().isEmpty())
                .as("mounts")
                .isFalse();
        specs.put(handle, spec);
        return handle;
    }

    @Override
    public ExecProcess exec(ContainerHandle handle, ExecSpec spec) {
        ContainerSpec environment = Optional.ofNullable(specs.get(handle)).orElseThrow();
        List<String> command = new ArrayList<>(List.of("sh", "-c", SCRIPT, "bubblewrap"));
        command.addAll(List.of("--bind", workspace(environment).toString(), ContainerSpec.WORKSPACE_TARGET));
        for (BindMount mount : environment.mounts()) {
            command.addAll(List.of(
                    mount.readOnly() ? "--ro-bind" : "--bind", mount.source().toString(), mount.target()));
        }
        command.addAll(List.of("--chdir", spec.workingDirectory().orElse(ContainerSpec.WORKSPACE_TARGET), "--"));
        command.addAll(spec.command());
        return host.exec(handle, new ExecSpec(command, spec.environment(), Optional.empty()));
    }

    private Path workspace(ContainerSpec spec) {
        return elsewhere
                .map(directory -> made(directory.resolve(spec.sessionId().toString())))
                .orElse(spec.workspace());
    }

    private static Path made(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public Optional<WorkspaceTransfer> transfer() {
        return elsewhere.map(_ -> new Copies());
    }

    /** Carries by copying everything. */
    private final class Copies implements WorkspaceTransfer {

        @Override
        public void upload(ContainerHandle handle, Path source, String target, LongConsumer transferredBytes) {
            copy(source, workspace(Optional.ofNullable(specs.get(handle)).orElseThrow()));
        }

        @Override
        public void download(ContainerHandle handle, String source, Path target, LongConsumer transferredBytes) {
            copy(workspace(Optional.ofNullable(specs.get(handle)).orElseThrow()), target);
        }

        @Override
        public void download(
                ContainerHandle handle, String source, Path target, Set<String> later, LongConsumer transferredBytes) {
            copy(workspace(Optional.ofNullable(specs.get(handle)).orElseThrow()), target, later);
        }

        private static void copy(Path from, Path to) {
            copy(from, to, Set.of());
        }

        private static void copy(Path from, Path to, Set<String> later) {
            List<String> command = new ArrayList<>(List.of("rsync", "-a", "--modify-window=-1", "--delete"));
            later.forEach(name -> command.add("--exclude=/" + name + "/"));
            command.addAll(List.of(from + "/", to + "/"));
            try {
                Process process = new ProcessBuilder(command).inheritIO().start();
                assertThat(process.waitFor()).as("copy " + from).isZero();
            } catch (IOException | InterruptedException failure) {
                throw new AssertionError(failure);
            }
        }
    }

    @Override
    public void start(ContainerHandle handle) {
        host.start(handle);
    }

    @Override
    public void stop(ContainerHandle handle, Duration grace) {
        host.stop(handle, grace);
    }

    @Override
    public void remove(ContainerHandle handle) {
        host.remove(handle);
    }

    @Override
    public Optional<Container> find(ContainerHandle handle) {
        return host.find(handle);
    }

    @Override
    public List<Container> list() {
        return host.list();
    }

    @Override
    public Usage usage(ContainerHandle handle) {
        return host.usage(handle);
    }

    @Override
    public void close() {
        host.close();
    }
}
