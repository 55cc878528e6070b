package dev.sessionhub.core.plantedone;

import dev.sessionhub.provider.planted.PlantedProvider;

final class NamesPlugin {
    private final PlantedProvider provider = new PlantedProvider();

    Object provider() {
        return provider;
    }
}
