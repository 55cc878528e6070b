package dev.sessionhub.provider.local.broken;

import dev.sessionhub.spi.ProviderHealth;
import dev.sessionhub.spi.container.Capability;
import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import dev.sessionhub.spi.container.Usage;
import dev.sessionhub.spi.container.WorkspaceTransfer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** As good as what is behind it; a fault overrides one method. */
abstract class Delegate implements ContainerProvider {

    final ContainerProvider good;

    Delegate(ContainerProvider good) {
        this.good = good;
    }

    Set<Capability> also(Capability... more) {
        Set<Capability> all = EnumSet.copyOf(good.capabilities());
        all.addAll(List.of(more));
        return all;
    }

    @Override
    public Set<Capability> capabilities() {
        return good.capabilities();
    }

    @Override
    public ProviderHealth health() {
        return good.health();
    }

    @Override
    public ContainerHandle create(ContainerSpec spec) {
        return good.create(spec);
    }

    @Override
    public void start(ContainerHandle handle) {
        good.start(handle);
    }

    @Override
    public void stop(ContainerHandle handle, Duration grace) {
        good.stop(handle, grace);
    }

    @Override
    public void remove(ContainerHandle handle) {
        good.remove(handle);
    }

    @Override
    public Optional<Container> find(ContainerHandle handle) {
        return good.find(handle);
    }

    @Override
    public List<Container> list() {
        return good.list();
    }

    @Override
    public ExecProcess exec(ContainerHandle handle, ExecSpec spec) {
        return good.exec(handle, spec);
    }

    @Override
    public Usage usage(ContainerHandle handle) {
        return good.usage(handle);
    }

    @Override
    public Optional<WorkspaceTransfer> transfer() {
        return good.transfer();
    }

    @Override
    public void close() {
        good.close();
    }
}
