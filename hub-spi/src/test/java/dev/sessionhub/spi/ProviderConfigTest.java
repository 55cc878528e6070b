package dev.sessionhub.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProviderConfigTest {

    private static ProviderConfig with(Map<String, String> settings) {
        return new ProviderConfig("docker-a", "hub-1", Path.of("/var/lib/hub"), settings);
    }

    @Test
    void aBlankSettingIsAbsent() {
        assertThat(with(Map.of("endpoint", "  ")).setting("endpoint")).isEmpty();
    }

    @Test
    void aMissingSettingIsNamedByItsWholeKey() {
        assertThatThrownBy(() -> with(Map.of()).required("endpoint"))
                .isInstanceOf(ProviderException.class)
                .hasMessage("hub.provider.docker-a.endpoint is required");
    }

    @Test
    void aNumberOutOfLimitsQuotesTheValue() {
        assertThatThrownBy(() -> with(Map.of("port", "70000")).integer("port", 22, 1, 65535))
                .hasMessage("hub.provider.docker-a.port must be between 1 and 65535, not 70000");
        assertThatThrownBy(() -> with(Map.of("port", "many")).integer("port", 22, 1, 65535))
                .hasMessage("hub.provider.docker-a.port must be a whole number, not \"many\"");
        assertThat(with(Map.of()).integer("port", 22, 1, 65535)).isEqualTo(22);
    }

    @Test
    void everyUnknownKeyIsNamed() {
        assertThatThrownBy(() -> with(Map.of("a", "1", "b", "2", "image", "x")).requireOnly(Set.of("image")))
                .hasMessageContaining("[a, b]")
                .hasMessageContaining("[image]");
    }

    @Test
    void aSecretIsNeverPrinted() {
        assertThat(Secret.of("hunter2")).hasToString("<redacted>");
        assertThat("" + Map.of("key", Secret.of("hunter2"))).doesNotContain("hunter2");
    }
}
