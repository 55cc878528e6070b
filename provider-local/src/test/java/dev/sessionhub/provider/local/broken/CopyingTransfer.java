package dev.sessionhub.provider.local.broken;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.WorkspaceTransfer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** An honest transfer between two directories of one machine; a fault overrides one method. */
class CopyingTransfer implements WorkspaceTransfer {

    private final ContainerProvider provider;

    CopyingTransfer(ContainerProvider provider) {
        this.provider = provider;
    }

    @Override
    public void upload(ContainerHandle handle, Path source, String target, LongConsumer transferredBytes) {
        check(handle);
        copy(source, Path.of(target));
        transferredBytes.accept(1);
    }

    @Override
    public void download(ContainerHandle handle, String source, Path target, LongConsumer transferredBytes) {
        check(handle);
        copy(Path.of(source), target);
        transferredBytes.accept(1);
    }

    void check(ContainerHandle handle) {
        if (provider.find(handle).isEmpty()) {
            throw new ProviderException(Code.NOT_FOUND, "there is no " + handle);
        }
    }

    void copy(Path source, Path target) {
        run("rm -rf \"$2\" && cp -a \"$1\" \"$2\"", source, target);
    }

    static void run(String script, Path source, Path target) {
        try {
            int exit = new ProcessBuilder("sh", "-c", script, "sh", source.toString(), target.toString())
                    .start()
                    .onExit()
                    .join()
                    .exitValue();
            if (exit != 0) {
                throw new ProviderException(Code.UNAVAILABLE, "copying from " + source + " failed");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
