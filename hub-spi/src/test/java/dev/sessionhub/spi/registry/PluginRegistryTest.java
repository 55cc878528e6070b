package dev.sessionhub.spi.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.SpiVersion;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerProviderFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PluginRegistryTest {

    private static final ContainerProviderFactory FACTORY = new ContainerProviderFactory() {
        @Override
        public String type() {
            return "test";
        }

        @Override
        public ContainerProvider create(ProviderConfig config) {
            throw new UnsupportedOperationException();
        }
    };

    @Test
    void an_offer_is_there_from_registration_to_its_close_and_watchers_are_told() {
        List<Integer> seen = new ArrayList<>();
        Registration watch =
                PluginRegistry.watch(() -> seen.add(PluginRegistry.offers().size()));
        Registration registration = PluginRegistry.register("one", FACTORY, SpiVersion.FIRST);
        assertThat(PluginRegistry.offers()).containsExactly(new Offer("one", FACTORY, SpiVersion.FIRST));
        registration.close();
        registration.close();
        assertThat(PluginRegistry.offers()).isEmpty();
        watch.close();
        PluginRegistry.register("one", FACTORY, SpiVersion.FIRST).close();
        assertThat(seen).containsExactly(1, 0);
    }

    @Test
    void a_name_is_given_once() {
        try (Registration _ = PluginRegistry.register("one", FACTORY, SpiVersion.FIRST)) {
            assertThatThrownBy(() -> PluginRegistry.register("one", FACTORY, SpiVersion.FIRST))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("\"one\"");
            assertThat(PluginRegistry.offers()).hasSize(1);
        }
    }

    @Test
    void a_name_that_is_no_name_is_refused() {
        assertThatThrownBy(() -> PluginRegistry.register("No Name", FACTORY, SpiVersion.FIRST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"No Name\"");
    }
}
