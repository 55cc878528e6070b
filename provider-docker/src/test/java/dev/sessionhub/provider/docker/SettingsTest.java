package dev.sessionhub.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.ProviderException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @ParameterizedTest
    @CsvSource({
        "endpoint, tcp://10.0.0.1:2376",
        "endpoint, http://x",
        "endpoint, unix://relative/path",
        "endpoint, '%%'",
        "user, 0:0",
        "user, root",
        "user, 1000",
        "memory, lots",
        "memory, 1k",
        "cpus, 0",
        "cpus, NaN",
        "processes, 3",
        "image, '-rf'",
        "pull, maybe",
        "build, always",
        "build, relative/folder",
        "base, 'a b'",
        "restart, always",
        "firewall, off",
        "allowed-networks, 10.0.0.0",
        "allowed-networks, '10.0.0.0/8; reboot'",
        "allowed-networks, 300.0.0.0/8",
        "colour, red"
    })
    void a_bad_value_is_refused_with_its_whole_key(String key, String value) {
        ProviderConfig config = config(Map.of(key, value));
        assertThatThrownBy(() -> new DockerProviderFactory().create(config))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("hub.provider.docker")
                .hasMessageContaining(value.startsWith("tcp") ? "certificates" : key);
    }

    @Test
    void everything_has_a_default() {
        Settings settings = Settings.of(config(Map.of()));
        assertThat(settings.endpoint()).hasToString("unix:///var/run/docker.sock");
        assertThat(settings.memory()).isEqualTo(4L << 30);
        assertThat(settings.readOnlyRoot()).isTrue();
        assertThat(settings.restart()).isFalse();
        assertThat(settings.firewall()).isTrue();
    }

    @Test
    void sizes_and_lists_are_read() {
        Settings settings =
                Settings.of(config(Map.of("memory", "512m", "allowed-networks", "10.1.0.0/16, 192.168.0.0/24")));
        assertThat(settings.memory()).isEqualTo(512L << 20);
        assertThat(settings.allowed()).containsExactly("10.1.0.0/16", "192.168.0.0/24");
    }

    @Test
    void only_the_usual_image_is_built_unless_it_is_said_how() {
        Settings usual = Settings.of(config(Map.of()));
        assertThat(usual.recipe())
                .hasValueSatisfying(recipe -> assertThat(recipe.folder()).isEmpty());
        assertThat(Settings.of(config(Map.of("build", "never"))).recipe()).isEmpty();
        assertThat(Settings.of(config(Map.of("image", "mine:1"))).recipe()).isEmpty();
        assertThat(Settings.of(config(Map.of("image", "mine:1", "build", "/srv/mine")))
                        .recipe())
                .hasValueSatisfying(recipe -> {
                    assertThat(recipe.image()).isEqualTo("mine:1");
                    assertThat(recipe.folder()).hasValue(Path.of("/srv/mine"));
                });
    }

    private static ProviderConfig config(Map<String, String> settings) {
        return new ProviderConfig("docker", "hub", Path.of("/tmp"), settings);
    }
}
