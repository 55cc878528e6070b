package dev.sessionhub.provider.local.broken;

import dev.sessionhub.spi.container.Capability;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.WorkspaceTransfer;
import java.util.Optional;
import java.util.Set;

/** Says that nothing is shared, and carries files. */
final class Carrying extends Delegate {

    private final WorkspaceTransfer transfer;

    Carrying(ContainerProvider good, WorkspaceTransfer transfer) {
        super(good);
        this.transfer = transfer;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of();
    }

    @Override
    public Optional<WorkspaceTransfer> transfer() {
        return Optional.of(transfer);
    }
}
