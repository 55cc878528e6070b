package dev.sessionhub.provider.local.broken;

import dev.sessionhub.provider.local.LocalProviderFactory;
import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.tck.container.ContainerProviderContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a provider with the fault of the moment; not found by the build, run by {@link BrokenProvidersTest}. */
class Suspect extends ContainerProviderContract {

    static final AtomicReference<Fault> FAULT = new AtomicReference<>(Fault.NONE);

    @TempDir
    Path directory;

    @Override
    protected ContainerProvider open(String hubId) {
        ProviderConfig config = new ProviderConfig("local", hubId, directory, Map.of());
        return FAULT.get().of().apply(new LocalProviderFactory().create(config));
    }

    @Override
    protected Path newWorkspace() {
        try {
            return Files.createTempDirectory(directory, "workspace-");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    protected Duration patience() {
        return FAULT.get().patience();
    }

    /** Nothing is restarted: whoever runs on has not noticed. */
    @Override
    protected boolean rebootHolder() {
        return true;
    }
}
