package dev.sessionhub.core.session;

import dev.sessionhub.core.config.AgentSettings;
import dev.sessionhub.core.database.TestDatabase;
import dev.sessionhub.core.plugin.ProviderDescriptor;
import dev.sessionhub.core.plugin.health.ProviderStatus;
import dev.sessionhub.core.terminal.Terminals;
import dev.sessionhub.core.workspace.Project;
import dev.sessionhub.core.workspace.ProjectStore;
import dev.sessionhub.core.workspace.Projects;
import dev.sessionhub.core.workspace.Quarantine;
import dev.sessionhub.core.workspace.Workspaces;
import dev.sessionhub.core.workspace.Worktrees;
import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerProviderFactory;
import dev.sessionhub.spi.git.GitBackend;
import dev.sessionhub.spi.git.GitBackendFactory;
import dev.sessionhub.spi.git.RemoteUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;

/** A hub without a server: real database, real provider, real Git, real tmux. */
final class TestHub implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Killer killer;
    private final Terminals terminals = new Terminals();
    final Path data;
    final Path worktrees;
    final Path repository;
    final ContainerProvider provider;
    final GitBackend git;
    final Map<String, ContainerProvider> others = new ConcurrentHashMap<>();
    final TestStore store;
    final Sessions sessions;
    final SessionEngine engine;
    final SessionLifecycle lifecycle;
    final SessionReconciler reconciler;
    final Projects projects;
    final Workspaces workspaces;
    final Inventory inventory;
    final ChangeCounting counting;
    volatile String preferred = "local";
    volatile ProviderStatus health = new ProviderStatus(ProviderStatus.Verdict.UP, "", Optional.empty());

    TestHub(TestDatabase database, Path home) {
        this(database, home, Killer.none(), Clock.systemUTC());
    }

    TestHub(TestDatabase database, Path home, Killer killer, Clock clock) {
        this(database, home, killer, clock, UnaryOperator.identity());
    }

    TestHub(TestDatabase database, Path home, AgentSettings agent) {
        this(database, home, Killer.none(), Clock.systemUTC(), UnaryOperator.identity(), agent);
    }

    TestHub(TestDatabase database, Path home, Killer killer, Clock clock, UnaryOperator<ContainerProvider> disguise) {
        this(database, home, killer, clock, disguise, AgentSettings.NONE);
    }

    private TestHub(
            TestDatabase database,
            Path home,
            Killer killer,
            Clock clock,
            UnaryOperator<ContainerProvider> disguise,
            AgentSettings agent) {
        this.killer = killer;
        this.data = made(home.resolve("data"));
        this.worktrees = home.resolve("worktrees");
        this.repository = home.resolve("repository");
        this.provider = killer.wrap(
                ContainerProvider.class,
                disguise.apply(load(ContainerProviderFactory.class, "local", ContainerProviderFactory::type)
                        .create(config("local"))));
        this.git = killer.wrap(
                GitBackend.class,
                load(GitBackendFactory.class, "jgit", GitBackendFactory::type).create(config("jgit")));
        this.store = new TestStore(database, killer);
        this.sessions = new Sessions(store, this::tell);
        this.engine = new SessionEngine(
                sessions,
                terminals,
                new SessionEngine.Plugs(name -> others.getOrDefault(name, provider), () -> git),
                new SessionEngine.Place(data, worktrees, 1000, agent),
                clock);
        this.projects = new Projects(new TransactionalProjects(database), () -> git, repository, data);
        this.workspaces = new Workspaces(() -> git, _ -> provider, data);
        Worktrees trees = new Worktrees(worktrees, () -> git);
        this.lifecycle = new SessionLifecycle(
                sessions, new SessionPlanner(projects, this::descriptors, () -> git, trees), workspaces, engine);
        this.inventory = new Inventory(() -> Set.of("local"), _ -> provider, trees);
        this.counting = new ChangeCounting(sessions, workspaces, engine.connections());
        this.reconciler = new SessionReconciler(
                store,
                engine,
                inventory,
                new Purge(
                        store, new Quarantine(data, worktrees, () -> git), data, Duration.ofDays(7), believing(clock)),
                counting,
                new LostFiles(sessions));
        engine.begin();
    }

    private static final class TransactionalProjects extends ProjectStore {

        private final TestDatabase database;

        TransactionalProjects(TestDatabase database) {
            super(database.entities());
            this.database = database;
        }

        @Override
        public List<Project> list() {
            return database.within(super::list);
        }

        @Override
        public Project add(String name, Path path, Optional<RemoteUrl> remote) {
            return database.within(() -> super.add(name, path, remote));
        }
    }

    private List<ProviderDescriptor> descriptors() {
        List<ProviderDescriptor> all = new ArrayList<>();
        all.add(descriptor("local", provider));
        others.forEach((name, other) -> all.add(descriptor(name, other)));
        return all;
    }

    private ProviderDescriptor descriptor(String name, ContainerProvider it) {
        return new ProviderDescriptor(name, "local", it.capabilities(), health, name.equals(preferred));
    }

    /** Another instance of the same plug-in. */
    ContainerProvider another(String name) {
        return load(ContainerProviderFactory.class, "local", ContainerProviderFactory::type)
                .create(config(name));
    }

    /** Believes a clock at once. */
    static RetentionClock believing(Clock clock) {
        return new RetentionClock(clock, System::nanoTime, Duration.ZERO);
    }

    /** A session that runs a command. */
    static NewSession command(String... words) {
        return WantedSession.running(words).asked();
    }

    static NewSession named(String name, boolean start) {
        return WantedSession.running("cat").named(name).started(start).asked();
    }

    Session await(UUID id, SessionState state) {
        return await(id, session -> session.state() == state, state.name());
    }

    /** Waits until a session is as wanted; what changes without an event is looked at ten times a second. */
    Session await(UUID id, Predicate<Session> wanted, String what) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        lock.lock();
        try {
            while (true) {
                Session session = store.find(id).orElseThrow();
                if (wanted.test(session)) {
                    return session;
                }
                if (System.nanoTime() > end) {
                    throw new AssertionError("session is not %s but %s (%s): %s"
                            .formatted(
                                    what,
                                    session.state(),
                                    session.step(),
                                    session.reason().orElse("-")));
                }
                changed.awaitNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        } catch (InterruptedException failure) {
            throw new AssertionError(failure);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no worker works. */
    void awaitQuiet() {
        awaitThat(engine::isIdle, "quiet");
    }

    void awaitThat(java.util.function.BooleanSupplier wanted, String what) {
        awaitThat(wanted, () -> what);
    }

    void awaitThat(java.util.function.BooleanSupplier wanted, java.util.function.Supplier<String> what) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        lock.lock();
        try {
            while (!wanted.getAsBoolean()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("not " + what.get());
                }
                changed.awaitNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        } catch (InterruptedException failure) {
            throw new AssertionError(failure);
        } finally {
            lock.unlock();
        }
    }

    private void tell(SessionChanged event) {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Terminals terminals() {
        return terminals;
    }

    /** As the end of the process does: connections break, sessions go on. */
    @Override
    public void close() {
        engine.close();
        terminals.close();
    }

    /** Ends every environment, so that no process stays behind. */
    void removeEverything() {
        if (!killer.hasKilled()) {
            awaitQuiet();
        }
        close();
        ContainerProvider plain = load(ContainerProviderFactory.class, "local", ContainerProviderFactory::type)
                .create(config("local"));
        plain.list().forEach(container -> plain.remove(container.handle()));
    }

    private ProviderConfig config(String name) {
        return new ProviderConfig(
                name, "test-hub", made(data.resolve("providers").resolve(name)), Map.of());
    }

    private static <F> F load(Class<F> type, String name, java.util.function.Function<F, String> typeOf) {
        return ServiceLoader.load(type).stream()
                .map(ServiceLoader.Provider::get)
                .filter(factory -> typeOf.apply(factory).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Every file with its mode and content, the {@code .git} file apart. */
    static List<String> contents(Path root) throws IOException {
        List<String> found = new ArrayList<>();
        try (var paths = Files.walk(root)) {
            for (Path path : paths.filter(p -> !p.getFileName().toString().equals(".git"))
                    .sorted()
                    .toList()) {
                String content = "";
                if (Files.isSymbolicLink(path)) {
                    content = Files.readSymbolicLink(path).toString();
                } else if (Files.isRegularFile(path)) {
                    CRC32 sum = new CRC32();
                    sum.update(Files.readAllBytes(path));
                    content = HexFormat.of().toHexDigits(sum.getValue());
                }
                found.add(root.relativize(path) + " "
                        + Files.getAttribute(path, "unix:mode", java.nio.file.LinkOption.NOFOLLOW_LINKS) + " "
                        + content);
            }
        }
        return found;
    }
}
