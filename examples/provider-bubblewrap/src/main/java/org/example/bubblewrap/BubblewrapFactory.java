package org.example.bubblewrap;

import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerProviderFactory;
import java.util.Set;

/** Found by the hub through META-INF/services. */
public final class BubblewrapFactory implements ContainerProviderFactory {

    @Override
    public String type() {
        return "bubblewrap";
    }

    @Override
    public ContainerProvider create(ProviderConfig config) {
        config.requireOnly(Set.of());
        return new BubblewrapProvider(config.name(), config.stateDirectory().resolve(config.hubId()));
    }
}
