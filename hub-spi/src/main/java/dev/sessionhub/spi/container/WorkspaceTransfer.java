package dev.sessionhub.spi.container;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Carries a directory to and from an environment that shares no files with the hub's machine.
 *
 * <p>Both directions are incremental, can be repeated after a failure, keep modes and symbolic links, and never write
 * outside the destination, whatever names, links or special files the other side offers. Safe for concurrent use with
 * different environments; two transfers of one environment exclude each other with {@code CONFLICT}.
 *
 * <p>What a transfer carries does not depend on any {@code .gitignore}: an environment writes those files, and must not
 * decide with them what is kept. The hub names what may wait, see {@link #download(ContainerHandle, String, Path, Set,
 * LongConsumer)}, and carries everything before an environment is removed.
 *
 * @since 1.0
 */
public interface WorkspaceTransfer {

    /**
     * Makes a directory of the environment equal to one of the hub's machine.
     *
     * @param handle a running environment
     * @param source absolute path on the hub's machine
     * @param target absolute path in the environment; made if absent
     * @param transferredBytes is told the number of bytes carried so far, from any thread
     * @throws dev.sessionhub.spi.ProviderException {@code NOT_FOUND}, {@code CONFLICT}, {@code LIMIT_EXCEEDED} when the
     *     disk is full, {@code UNAVAILABLE}
     */
    void upload(ContainerHandle handle, Path source, String target, LongConsumer transferredBytes);

    /**
     * Makes a directory of the hub's machine equal to one of the environment.
     *
     * @param handle a running environment
     * @param source absolute path in the environment
     * @param target absolute path on the hub's machine; made if absent
     * @param transferredBytes is told the number of bytes carried so far, from any thread
     * @throws dev.sessionhub.spi.ProviderException as {@link #upload}
     */
    void download(ContainerHandle handle, String source, Path target, LongConsumer transferredBytes);

    /**
     * The same without some directories, which a later call carries. They stay at the target as they are; an
     * implementation that cannot leave anything out carries them too.
     *
     * @param handle a running environment
     * @param source absolute path in the environment
     * @param target absolute path on the hub's machine; made if absent
     * @param later directories that may wait, as paths below the source with {@code /} between their names and none at
     *     either end; names and no patterns. Nothing that only looks alike may wait with them
     * @param transferredBytes is told the number of bytes carried so far, from any thread
     * @throws dev.sessionhub.spi.ProviderException as {@link #upload}
     */
    default void download(
            ContainerHandle handle, String source, Path target, Set<String> later, LongConsumer transferredBytes) {
        download(handle, source, target, transferredBytes);
    }
}
