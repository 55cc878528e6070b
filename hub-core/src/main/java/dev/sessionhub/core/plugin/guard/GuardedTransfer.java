package dev.sessionhub.core.plugin.guard;

import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.WorkspaceTransfer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongConsumer;

/** A provider's transfer behind its guard. */
record GuardedTransfer(WorkspaceTransfer transfer, Guard guard, Duration deadline) implements WorkspaceTransfer {

    @Override
    public void upload(ContainerHandle handle, Path source, String target, LongConsumer transferredBytes) {
        guard.run("upload", deadline, () -> transfer.upload(handle, source, target, transferredBytes));
    }

    @Override
    public void download(ContainerHandle handle, String source, Path target, LongConsumer transferredBytes) {
        guard.run("download", deadline, () -> transfer.download(handle, source, target, transferredBytes));
    }

    @Override
    public void download(
            ContainerHandle handle, String source, Path target, Set<String> later, LongConsumer transferredBytes) {
        guard.run("download", deadline, () -> transfer.download(handle, source, target, later, transferredBytes));
    }
}
