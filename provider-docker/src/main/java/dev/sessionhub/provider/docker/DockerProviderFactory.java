package dev.sessionhub.provider.docker;

import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerProviderFactory;

/** Makes providers of type {@code docker}; the keys are those of {@link Settings}. */
public final class DockerProviderFactory implements ContainerProviderFactory {

    @Override
    public String type() {
        return "docker";
    }

    @Override
    public ContainerProvider create(ProviderConfig config) {
        return new DockerProvider(config, Settings.of(config));
    }
}
