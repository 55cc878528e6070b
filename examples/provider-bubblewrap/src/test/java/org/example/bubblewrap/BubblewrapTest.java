package org.example.bubblewrap;

import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.tck.container.ContainerProviderContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The whole contract; needs bubblewrap, tmux and git on this machine. */
class BubblewrapTest extends ContainerProviderContract {

    @TempDir
    Path directory;

    @Override
    protected ContainerProvider open(String hubId) {
        return new BubblewrapFactory().create(new ProviderConfig("bubblewrap", hubId, directory, Map.of()));
    }

    @Override
    protected Path newWorkspace() {
        try {
            return Files.createTempDirectory(directory, "workspace");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
