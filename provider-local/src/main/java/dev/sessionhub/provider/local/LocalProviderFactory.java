package dev.sessionhub.provider.local;

import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerProviderFactory;
import java.util.Set;

/** Makes providers of type {@code local}. The one key is {@code path}: the {@code PATH} of sessions. */
public final class LocalProviderFactory implements ContainerProviderFactory {

    @Override
    public String type() {
        return "local";
    }

    @Override
    public ContainerProvider create(ProviderConfig config) {
        config.requireOnly(Set.of("path"));
        Variables variables = new Variables(System.getenv(), config.setting("path"));
        return new LocalProvider(config, variables);
    }
}
