package dev.sessionhub.provider.docker;

import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.tck.container.ContainerProviderContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** What every container provider does, against a real engine. */
class DockerContractTest extends ContainerProviderContract {

    @TempDir
    static Path folder;

    @Override
    protected ContainerProvider open(String hubId) {
        try {
            Path state = Files.createDirectories(folder.resolve(hubId));
            Map<String, String> settings =
                    Map.of("endpoint", "unix://" + TestEngine.get().socket(), "memory", "512m", "restart", restart());
            return new DockerProviderFactory().create(new ProviderConfig("docker", hubId, state, settings));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    protected Path newWorkspace() {
        try {
            return Files.createTempDirectory(folder, "workspace");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Who starts sessions again after a restart. */
    String restart() {
        return "hub";
    }

    @Override
    protected boolean rebootHolder() {
        TestEngine.get().stop();
        TestEngine.get().startAgain();
        return true;
    }
}
