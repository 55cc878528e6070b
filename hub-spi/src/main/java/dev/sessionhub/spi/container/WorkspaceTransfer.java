package dev.sessionhub.spi.container;

import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * Carries a directory to and from an environment that shares no files with the hub's machine.
 *
 * <p>Both directions are incremental, can be repeated after a failure, keep modes and symbolic links, and never write
 * outside the destination, whatever names, links or special files the other side offers. Safe for concurrent use with
 * different environments; two transfers of one environment exclude each other with {@code CONFLICT}.
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
}
