package dev.sessionhub.provider.proxmox;

import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerProviderFactory;

/** Makes providers of type {@code proxmox}; the keys are those of {@link Settings}. */
public final class ProxmoxProviderFactory implements ContainerProviderFactory {

    @Override
    public String type() {
        return "proxmox";
    }

    @Override
    public ContainerProvider create(ProviderConfig config) {
        return new ProxmoxProvider(config, Settings.of(config), System::nanoTime);
    }
}
