package dev.sessionhub.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.core.plugin.ProviderSettings;
import dev.sessionhub.spi.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubSettingsReaderTest {

    @TempDir
    private Path data;

    private HubSettings read(Map<String, String> properties, Map<String, String> environment) {
        Properties given = new Properties();
        given.setProperty("hub.data", data.toString());
        properties.forEach(given::setProperty);
        return HubSettingsReader.read(given, environment);
    }

    @Test
    void the_default_provider_needs_nothing_but_its_name() {
        HubSettings settings = read(Map.of("hub.provider.default", "here", "hub.git.backend", "git"), Map.of());
        assertThat(settings.plugins().providers()).containsExactly(new ProviderSettings("here", "here", Map.of()));
        assertThat(settings.plugins().defaultProvider()).isEqualTo("here");
    }

    @Test
    void properties_win_over_the_environment() {
        HubSettings settings = read(
                Map.of("hub.provider.default", "here", "hub.git.backend", "git"),
                Map.of("HUB_PROVIDER_DEFAULT", "there", "HUB_TERMINAL_HISTORY", "77"));
        assertThat(settings.plugins().defaultProvider()).isEqualTo("here");
        assertThat(settings.sessions().terminalHistory()).isEqualTo(77);
    }

    @Test
    void what_agents_are_given_is_not_shown() {
        AgentSettings agent = read(
                        Map.of(
                                "hub.provider.default", "here",
                                "hub.git.backend", "git",
                                "hub.agent.environment.ANTHROPIC_BASE_URL", "http://user:hidden@gateway"),
                        Map.of("ANTHROPIC_API_KEY", "hidden-key", "CLAUDE_CODE_OAUTH_TOKEN", "hidden-token"))
                .agent();
        assertThat(agent.variables())
                .containsOnlyKeys("ANTHROPIC_API_KEY", "CLAUDE_CODE_OAUTH_TOKEN", "ANTHROPIC_BASE_URL");
        assertThat(agent.toString()).doesNotContain("hidden");
        assertThat(agent.variables()).containsEntry("CLAUDE_CODE_OAUTH_TOKEN", Secret.of("hidden-token"));
    }

    @Test
    void every_bad_value_is_named_at_once() {
        assertThatThrownBy(() -> read(Map.of("hub.http.port", "70000", "hub.session.retention", "soon"), Map.of()))
                .hasMessageContaining("hub.http.port")
                .hasMessageContaining("\"70000\"")
                .hasMessageContaining("\"soon\"")
                .hasMessageContaining("hub.provider.default must name")
                .hasMessageContaining("hub.git.backend must name");
    }

    @Test
    void trusted_proxies_are_networks() {
        Map<String, String> names = Map.of("hub.provider.default", "here", "hub.git.backend", "git");
        assertThat(read(names, Map.of()).http().trustedProxies()).isEmpty();
        assertThat(read(names, Map.of("HUB_TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8"))
                        .http()
                        .trustedProxies())
                .containsExactly(Network.parse("127.0.0.1"), Network.parse("10.0.0.0/8"));
        assertThatThrownBy(() -> read(names, Map.of("HUB_TRUSTED_PROXIES", "proxy.example")))
                .hasMessageContaining("hub.http.trusted-proxies")
                .hasMessageContaining("\"proxy.example\"");
    }

    @Test
    void a_secret_is_made_once_and_kept() {
        Map<String, String> names = Map.of("hub.provider.default", "here", "hub.git.backend", "git");
        assertThat(read(names, Map.of()).auth().secret())
                .isEqualTo(read(names, Map.of()).auth().secret());
    }
}
