package dev.sessionhub.core.config;

import dev.sessionhub.core.plugin.PluginSettings;
import dev.sessionhub.core.plugin.ProviderSettings;
import dev.sessionhub.spi.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes settings of what an administrator wrote. */
public final class HubSettingsReader {

    private static final String PROVIDER = "hub.provider.";
    private static final String AGENT = "hub.agent.environment.";

    private final SettingsSource source;

    private HubSettingsReader(SettingsSource source) {
        this.source = source;
    }

    /**
     * Reads system properties and environment.
     *
     * @return the settings
     * @throws IllegalStateException naming every bad value
     */
    public static HubSettings read() {
        return read(System.getProperties(), System.getenv());
    }

    /**
     * Reads what is given.
     *
     * @param properties win
     * @param environment asked for what the properties do not say
     * @return the settings
     * @throws IllegalStateException naming every bad value
     */
    public static HubSettings read(Properties properties, Map<String, String> environment) {
        Map<String, String> texts = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> texts.put(name, properties.getProperty(name)));
        return new HubSettingsReader(new SettingsSource(texts, environment)).settings();
    }

    private HubSettings settings() {
        Path data = path("hub.data", Path.of("data"));
        HttpSettings http = new HttpSettings(
                source.text("hub.http.address").orElse("127.0.0.1"),
                source.value("hub.http.port", "8080", text -> within(Integer.parseInt(text), 0, 65535)),
                source.text("hub.http.allowed-origins").stream()
                        .flatMap(HubSettingsReader::listed)
                        .collect(Collectors.toSet()),
                source.value("hub.http.trusted-proxies", "", HubSettingsReader::networks));
        SessionSettings sessions = new SessionSettings(
                source.value("hub.session.retention", "P7D", HubSettingsReader::span),
                source.value("hub.terminal.history", "10000", text -> within(Integer.parseInt(text), 0, 1_000_000)));
        Duration tokenLifetime = source.value("hub.auth.token-lifetime", "PT12H", HubSettingsReader::span);
        Optional<PluginSettings> plugins = plugins(data);
        source.check();
        GeneratedFiles files = new GeneratedFiles(data);
        return new HubSettings(
                data,
                path("hub.repository.path", data.resolve("sample")),
                path("hub.worktree.path", data.resolve("worktrees")),
                agent(),
                new AuthSettings(
                        source.text("hub.auth.secret").map(Secret::of).orElseGet(files::authSecret),
                        tokenLifetime,
                        source.text("hub.admin.password").map(Secret::of)),
                http,
                sessions,
                plugins.orElseThrow());
    }

    private AgentSettings agent() {
        Map<String, Secret> environment = new HashMap<>();
        source.properties().forEach((key, value) -> {
            if (key.startsWith(AGENT) && !value.isEmpty()) {
                environment.put(key.substring(AGENT.length()), Secret.of(value));
            }
        });
        return new AgentSettings(
                source.text("hub.anthropic.api-key").map(Secret::of),
                source.text("hub.anthropic.oauth-token").map(Secret::of),
                environment);
    }

    private Optional<PluginSettings> plugins(Path data) {
        Path folder = path("hub.plugins.path", Path.of("plugins"));
        String backend = named("hub.git.backend", "the Git back end");
        String preferred = named("hub.provider.default", "the provider of sessions that ask for none");
        try {
            return Optional.of(new PluginSettings(
                    folder,
                    data.resolve("providers"),
                    new GeneratedFiles(data).hubId(),
                    providers(preferred),
                    preferred,
                    new ProviderSettings(backend, backend, Map.of())));
        } catch (IllegalArgumentException problem) {
            source.problem(String.valueOf(problem.getMessage()));
            return Optional.empty();
        }
    }

    /** The core knows no plug-in by name, so it has no default for these; the launcher and its hub.properties have. */
    private String named(String key, String what) {
        return source.text(key).orElseGet(() -> {
            source.problem(key + " must name " + what);
            return "unnamed";
        });
    }

    /** Instances in the order of their names; the default one needs no key of its own, nor does a type like its name. */
    private List<ProviderSettings> providers(String preferred) {
        Map<String, Map<String, String>> keys = new TreeMap<>();
        source.properties().forEach((key, value) -> {
            String[] parts =
                    key.startsWith(PROVIDER) ? key.substring(PROVIDER.length()).split("\\.", 2) : new String[0];
            if (parts.length == 2) {
                keys.computeIfAbsent(parts[0], _ -> new HashMap<>()).put(parts[1], value);
            }
        });
        keys.computeIfAbsent(preferred, _ -> new HashMap<>());
        List<ProviderSettings> providers = new ArrayList<>();
        keys.forEach((name, settings) -> {
            String type = settings.remove("type");
            providers.add(new ProviderSettings(name, type == null ? name : type, settings));
        });
        return providers;
    }

    private static Stream<String> listed(String text) {
        return Arrays.stream(text.split(",")).map(String::strip).filter(word -> !word.isEmpty());
    }

    private static List<Network> networks(String text) {
        return listed(text).map(Network::parse).toList();
    }

    private Path path(String key, Path fallback) {
        return source.value(key, fallback.toString(), Path::of).toAbsolutePath().normalize();
    }

    private static int within(int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException();
        }
        return value;
    }

    private static Duration span(String text) {
        Duration span = Duration.parse(text);
        if (span.isNegative() || span.isZero()) {
            throw new IllegalArgumentException();
        }
        return span;
    }
}
