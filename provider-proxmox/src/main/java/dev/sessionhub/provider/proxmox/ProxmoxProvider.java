package dev.sessionhub.provider.proxmox;

import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.ProviderHealth;
import dev.sessionhub.spi.container.Capability;
import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.Container.State;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import dev.sessionhub.spi.container.Usage;
import dev.sessionhub.spi.container.WorkspaceTransfer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** Environments that are LXC guests of one Proxmox VE cluster. */
final class ProxmoxProvider implements ContainerProvider {

    private static final Duration HEALTH = Duration.ofMillis(4500);
    private static final long CLOCKS_APART = 3;
    private static final String SETTLE =
            "umask 077; mkdir -p \"$HOME/.session-hub/run\" && cat >\"$HOME/.session-hub/draft\""
                    + " && mv \"$HOME/.session-hub/draft\" \"$HOME/.session-hub/environment\" && echo settled";

    private final ProviderConfig config;
    private final Settings settings;
    private final Identity identity;
    private final ApiClient api;
    private final Guests guests;
    private final SessionFiles files;
    private final Creation creation;
    private final Sight sight;
    private final Snapshots snapshots;
    private final Ssh ssh;
    private final RsyncTransfer transfer;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Links links = new Links();
    private final Map<UUID, ReentrantLock> locks = new ConcurrentHashMap<>();

    ProxmoxProvider(ProviderConfig config, Settings settings, LongSupplier nanos) {
        this.config = config;
        this.settings = settings;
        this.identity = Identity.of(config);
        this.api = new ApiClient(settings);
        this.guests = new Guests(api, new Pacer(settings.pollInterval()), settings, identity, nanos);
        this.files = new SessionFiles(config.stateDirectory());
        this.creation = new Creation(guests, settings, identity, files);
        this.sight = new Sight(guests, Sight.REBOOT);
        this.snapshots = new Snapshots(guests);
        this.ssh = new Ssh(settings, files);
        this.transfer = new RsyncTransfer(settings, files, this::place, this::writingOver);
    }

    /** May be interrupted. */
    @FunctionalInterface
    private interface Step<T> {
        T run() throws InterruptedException, IOException;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(
                Capability.RESOURCE_LIMITS, Capability.ISOLATED, Capability.USAGE, Capability.PERSISTENT_AFTER_REBOOT);
    }

    @Override
    public ProviderHealth health() {
        var checking = threads.submit(() -> new Privileges(api, settings).check());
        try {
            return checking.get(HEALTH.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return ProviderHealth.down("the check was interrupted");
        } catch (TimeoutException _) {
            return ProviderHealth.down(settings.endpoints() + " did not answer within " + HEALTH.toMillis() + " ms");
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            return ProviderHealth.down(
                    cause instanceof ApiFailure known ? known.text() : String.valueOf(cause.getMessage()));
        } finally {
            checking.cancel(true);
        }
    }

    @Override
    public ContainerHandle create(ContainerSpec spec) {
        String what = "making a guest for session " + spec.sessionId();
        return alone(what, spec.sessionId(), () -> {
            creation.create(what, spec);
            return identity.handle(spec.sessionId());
        });
    }

    @Override
    public void start(ContainerHandle handle) {
        String what = "starting " + handle;
        UUID session = session(what, handle).orElseThrow(() -> Failures.notFound(what));
        alone(what, session, () -> {
            Guests.Found found = require(what, session);
            if (!found.runs()) {
                links.drop(session);
                guests.start(what, found.guest());
                guests.configure(what, found.guest(), Sight.bootsWithNode(true));
                files.started(session, Instant.now());
                sight.started(session);
            }
            settle(what, session, links.get(session, () -> connect(what, found)));
            return true;
        });
    }

    private void settle(String what, UUID session, Link link) throws IOException {
        String text = files.environment(session)
                .orElseThrow(() -> new ProviderException(
                        Code.CONFLICT,
                        what + " failed: its variables are not in " + config.stateDirectory()
                                + " any more; remove it and make it again"));
        String answer = link.output(SETTLE, text.getBytes(StandardCharsets.UTF_8));
        if (!answer.equals("settled\n")) {
            throw new ProviderException(
                    Code.LIMIT_EXCEEDED, what + " failed: nothing can be written in the guest; is its disk full?");
        }
    }

    @Override
    public void stop(ContainerHandle handle, Duration grace) {
        String what = "stopping " + handle;
        UUID session = session(what, handle).orElseThrow(() -> Failures.notFound(what));
        alone(what, session, () -> {
            Guests.Found found = require(what, session);
            if (found.runs()) {
                guests.configure(what, found.guest(), Sight.bootsWithNode(false));
                links.ending(session);
                guests.stop(what, found.guest(), grace);
            }
            links.drop(session);
            return true;
        });
    }

    @Override
    public void remove(ContainerHandle handle) {
        String what = "removing " + handle;
        session(what, handle)
                .ifPresent(session -> alone(what, session, () -> {
                    Optional<Guests.Found> found = guests.find(what, session);
                    links.drop(session);
                    if (found.isEmpty() && files.isBegun(session) && creation.mayHaveCome(what, List.of())) {
                        found = guests.find(what, session);
                    }
                    if (found.isPresent()) {
                        if (found.get().runs()) {
                            guests.stop(what, found.get().guest(), Duration.ZERO);
                        }
                        guests.destroy(what, found.get().guest());
                    }
                    files.remove(session);
                    links.forget(session);
                    return true;
                }));
    }

    @Override
    public Optional<Container> find(ContainerHandle handle) {
        String what = "looking at " + handle;
        Optional<UUID> session = session(what, handle);
        return session.isEmpty()
                ? Optional.empty()
                : named(what, () -> {
                    Optional<Guests.Found> found = settled(what, session.get());
                    return found.isPresent() ? Optional.of(view(found.get())) : Optional.empty();
                });
    }

    private Optional<Guests.Found> settled(String what, UUID session) throws InterruptedException {
        boolean connected = links.isConnected(session);
        Optional<Guests.Found> found = sight.look(what, session, connected);
        if (connected && found.filter(Guests.Found::runs).isEmpty()) {
            links.drop(session);
        }
        return found;
    }

    @Override
    public List<Container> list() {
        String what = "listing the guests of " + config.name();
        return named(what, () -> {
            List<Container> all = new ArrayList<>();
            List<Guests.Found> found = guests.list(what);
            if (creation.mayHaveCome(
                    what, found.stream().map(Guests.Found::session).toList())) {
                found = guests.list(what);
            }
            for (Guests.Found one : found) {
                all.add(view(one));
            }
            return List.copyOf(all);
        });
    }

    private Container view(Guests.Found found) throws IOException {
        Optional<Instant> noted = files.started(found.session());
        Optional<Instant> started = noted;
        if (found.runs()) {
            Instant real = Instant.now().minusSeconds((long) Lenient.number(found.status(), "uptime"));
            boolean since = noted.filter(time -> real.isBefore(time.plusSeconds(CLOCKS_APART)))
                    .isPresent();
            started = since ? noted : Optional.of(real);
        }
        State state = found.runs() ? State.RUNNING : started.isPresent() ? State.STOPPED : State.CREATED;
        return new Container(identity.handle(found.session()), found.session(), state, started, Optional.empty());
    }

    @Override
    public ExecProcess exec(ContainerHandle handle, ExecSpec spec) {
        String what = "running " + spec.command().getFirst() + " in " + handle;
        UUID session = session(what, handle).orElseThrow(() -> Failures.notFound(what));
        byte[] start = Shell.start(spec.command(), spec.environment(), spec.workingDirectory());
        return inside(what, session, link -> link.run(what, start));
    }

    /** What is done over a connection; when it breaks, the guest may have stopped. */
    private <T> T inside(String what, UUID session, Links.Use<T> use) {
        return named(what, () -> {
            try {
                return links.use(session, () -> connect(what, session), use);
            } catch (InterruptedIOException interruption) {
                throw interruption;
            } catch (IOException broken) {
                requireRunning(what, session);
                throw new ProviderException(
                        Code.UNAVAILABLE, what + " failed, the connection broke: " + broken.getMessage(), broken);
            }
        });
    }

    private Link open(String what, UUID session) throws InterruptedException, IOException {
        return links.get(session, () -> connect(what, session));
    }

    private Link connect(String what, UUID session) throws InterruptedException {
        return connect(what, requireRunning(what, session));
    }

    private Link connect(String what, Guests.Found found) throws InterruptedException {
        String address = guests.address(what, found.guest());
        Ssh.Hope hope = () -> guests.requireRunning(what, found.guest());
        return new Link(ssh.connect(what, found.session(), address, hope), address, found.status());
    }

    @Override
    public Usage usage(ContainerHandle handle) {
        String what = "measuring " + handle;
        UUID session = session(what, handle).orElseThrow(() -> Failures.notFound(what));
        return inside(what, session, link -> {
            String inside = link.output(Shell.USAGE);
            return Measured.usage(
                    Measured.isComplete(inside)
                            ? link.status()
                            : requireRunning(what, session).status(),
                    inside);
        });
    }

    @Override
    public Optional<WorkspaceTransfer> transfer() {
        return Optional.of(transfer);
    }

    private RsyncTransfer.Place place(ContainerHandle handle) {
        String what = "reaching " + handle;
        UUID session = session(what, handle).orElseThrow(() -> Failures.notFound(what));
        return new RsyncTransfer.Place(
                session, named(what, () -> open(what, session).address()));
    }

    /** What a directory of a guest holds may be wanted back when writing over it goes wrong. */
    private void writingOver(ContainerHandle handle, String target, Runnable step) {
        String what = "writing files to " + handle;
        UUID session = session(what, handle).orElseThrow(() -> Failures.notFound(what));
        named(what, () -> {
            String content =
                    open(what, session).output("ls -A -- " + Shell.quoted(target) + " 2>/dev/null | head -c 1");
            if (content.isEmpty()) {
                step.run();
            } else {
                snapshots.around(what, require(what, session).guest(), step);
            }
            return true;
        });
    }

    @Override
    public void close() {
        links.close();
        ssh.close();
        api.close();
        threads.shutdownNow();
    }

    private Guests.Found require(String what, UUID session) throws InterruptedException {
        return guests.find(what, session).orElseThrow(() -> Failures.notFound(what));
    }

    private Guests.Found requireRunning(String what, UUID session) throws InterruptedException {
        Guests.Found found = require(what, session);
        if (!found.runs()) {
            throw Failures.notRunning(what);
        }
        return found;
    }

    private Optional<UUID> session(String what, ContainerHandle handle) {
        if (!handle.provider().equals(config.name())) {
            throw new ProviderException(Code.INVALID_REQUEST, what + " failed: it is not of " + config.name());
        }
        return identity.session(handle);
    }

    private <T> T alone(String what, UUID session, Step<T> step) {
        return named(what, () -> {
            ReentrantLock lock = locks.computeIfAbsent(session, _ -> new ReentrantLock(true));
            lock.lockInterruptibly();
            try {
                return step.run();
            } finally {
                lock.unlock();
            }
        });
    }

    /** Lets nothing but the contract's exception out. */
    private <T> T named(String what, Step<T> step) {
        try {
            if (Thread.currentThread().isInterrupted()) {
                throw Failures.cancelled(what);
            }
            return step.run();
        } catch (InterruptedException | InterruptedIOException _) {
            throw Failures.cancelled(what);
        } catch (ApiFailure failure) {
            throw Failures.of(what, failure);
        } catch (IOException failure) {
            throw new ProviderException(Code.UNAVAILABLE, what + " failed: " + failure.getMessage(), failure);
        }
    }
}
