package dev.sessionhub.core.plugin.guard;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderHealth;
import dev.sessionhub.spi.container.Capability;
import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import dev.sessionhub.spi.container.Progress;
import dev.sessionhub.spi.container.ResourceLimits;
import dev.sessionhub.spi.container.Usage;
import dev.sessionhub.spi.container.WorkspaceTransfer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A container provider behind a guard. */
public final class GuardedProvider implements ContainerProvider {

    private final ContainerProvider provider;
    private final Guard guard;
    private final Deadlines deadlines;
    private final Set<Capability> capabilities;
    private final Optional<WorkspaceTransfer> transfer;
    private final Supplier<ProviderHealth> health;
    private final Set<GuardedExec> programs = ConcurrentHashMap.newKeySet();

    /**
     * Wraps an instance; asks it once for what is constant.
     *
     * @param provider the instance
     * @param guard its guard
     * @param deadlines how long its calls may take
     * @param health the verdict of the last check, so that asking never waits
     */
    public GuardedProvider(
            ContainerProvider provider, Guard guard, Deadlines deadlines, Supplier<ProviderHealth> health) {
        this.provider = provider;
        this.guard = guard;
        this.deadlines = deadlines;
        this.health = health;
        this.capabilities = Set.copyOf(guard.call("capabilities", deadlines.query(), provider::capabilities));
        this.transfer = guard.call("transfer", deadlines.query(), provider::transfer)
                .map(inner -> new GuardedTransfer(inner, guard, deadlines.transfer()));
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public ProviderHealth health() {
        return health.get();
    }

    @Override
    public void prepare(Optional<String> image, Consumer<Progress> progress) {
        guard.run("prepare", deadlines.transfer(), () -> provider.prepare(image, progress));
    }

    @Override
    public ContainerHandle create(ContainerSpec spec) {
        return guard.call("create", deadlines.creation(), () -> own("create", provider.create(spec)), provider::remove);
    }

    @Override
    public void start(ContainerHandle handle) {
        guard.run("start", deadlines.change(), () -> provider.start(handle));
    }

    @Override
    public void resize(ContainerHandle handle, ResourceLimits limits) {
        guard.run("resize", deadlines.change(), () -> provider.resize(handle, limits));
    }

    @Override
    public void stop(ContainerHandle handle, Duration grace) {
        guard.run("stop", deadlines.change().plus(grace), () -> provider.stop(handle, grace));
    }

    @Override
    public void remove(ContainerHandle handle) {
        guard.run("remove", deadlines.change(), () -> provider.remove(handle));
    }

    @Override
    public Optional<Container> find(ContainerHandle handle) {
        return guard.call("find", deadlines.query(), () -> {
            Optional<Container> found = guard.checked("find", provider.find(handle));
            found.ifPresent(container -> own("find", container.handle()));
            return found;
        });
    }

    @Override
    public List<Container> list() {
        return guard.call("list", deadlines.query(), () -> {
            List<Container> found = List.copyOf(guard.checked("list", provider.list()));
            found.forEach(container -> own("list", container.handle()));
            return found;
        });
    }

    @Override
    public ExecProcess exec(ContainerHandle handle, ExecSpec spec) {
        return guard.call(
                "exec",
                deadlines.change(),
                () -> remembered(guard.checked("exec", provider.exec(handle, spec))),
                ExecProcess::close);
    }

    @Override
    public Usage usage(ContainerHandle handle) {
        return guard.call("usage", deadlines.query(), () -> provider.usage(handle));
    }

    @Override
    public Optional<WorkspaceTransfer> transfer() {
        return transfer;
    }

    /** A handle that names another instance would send the hub to the wrong place. */
    private ContainerHandle own(String operation, ContainerHandle handle) {
        if (!guard.checked(operation, handle).provider().equals(guard.name())) {
            throw new ProviderException(
                    ProviderException.Code.INTERNAL,
                    "\"" + guard.name() + "\": " + operation + " answered for another instance, " + handle
                            + ", a fault of its plug-in");
        }
        return handle;
    }

    /** Ends every program that was started here and not closed yet: nothing of a plug-in that leaves may go on. */
    public void endPrograms() {
        programs.forEach(GuardedExec::close);
    }

    private GuardedExec remembered(ExecProcess process) {
        GuardedExec program = new GuardedExec(process, guard, deadlines.change(), programs::remove);
        programs.add(program);
        return program;
    }

    /** Does nothing: the registry closes the instance. */
    @Override
    public void close() {}
}
