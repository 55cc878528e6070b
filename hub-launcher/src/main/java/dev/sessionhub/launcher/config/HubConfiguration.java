package dev.sessionhub.launcher.config;

import dev.sessionhub.launcher.database.DatabaseUrl;
import dev.sessionhub.spi.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A configuration that was checked. Relative paths start at the folder of the command. */
public final class HubConfiguration {

    private final Path home;
    private final Map<String, String> values;

    HubConfiguration(Path home, Map<String, String> values) {
        this.home = home;
        this.values = Map.copyOf(values);
    }

    public Path data() {
        return home.resolve(text(Setting.DATA)).toAbsolutePath().normalize();
    }

    public int port() {
        return Integer.parseInt(text(Setting.PORT));
    }

    public String address() {
        return text(Setting.ADDRESS);
    }

    /** The database to use; empty for the embedded one. */
    public Optional<DatabaseUrl> database() {
        return said(Setting.DATABASE_URL).filter(url -> !url.equals("embedded")).map(DatabaseUrl::parse);
    }

    public Optional<Secret> adminPassword() {
        return said(Setting.ADMIN_PASSWORD).map(Secret::of);
    }

    public Optional<Secret> authSecret() {
        return said(Setting.AUTH_SECRET).map(Secret::of);
    }

    public Optional<Path> repository() {
        return path(Setting.REPOSITORY);
    }

    public Path worktrees() {
        return path(Setting.WORKTREES).orElseGet(() -> data().resolve("worktrees"));
    }

    public Optional<Path> plugins() {
        return path(Setting.PLUGINS);
    }

    /** Whether any provider is of a type. */
    public boolean hasProviderOfType(String type) {
        return namesOfType(type).findAny().isPresent();
    }

    /** The keys of every provider without {@code hub.provider.NAME.}, its type among them, by its name. */
    public Map<String, Map<String, String>> providers() {
        Map<String, Map<String, String>> all = new TreeMap<>();
        values.keySet()
                .forEach(key -> ProviderKey.parse(key)
                        .ifPresent(parsed -> all.computeIfAbsent(parsed.provider(), this::keysOf)));
        return all;
    }

    /** Whether a provider gets the sessions that ask for none. */
    public boolean isPreferred(String provider) {
        return text(Setting.PROVIDER_DEFAULT).equals(provider);
    }

    private Map<String, String> keysOf(String name) {
        Map<String, String> keys = new TreeMap<>();
        values.forEach((key, value) -> ProviderKey.parse(key)
                .filter(parsed -> parsed.provider().equals(name))
                .ifPresent(parsed -> keys.put(parsed.name(), value)));
        return keys;
    }

    private Stream<String> namesOfType(String type) {
        return values.entrySet().stream()
                .filter(entry -> entry.getValue().equals(type))
                .flatMap(entry -> ProviderKey.parse(entry.getKey()).stream())
                .filter(key -> key.name().equals("type"))
                .map(ProviderKey::provider);
    }

    /** All keys and values, secrets among them: only to be handed to the server in this process. */
    public Map<String, String> values() {
        return values;
    }

    private Optional<Path> path(Setting setting) {
        return said(setting).map(text -> home.resolve(text).toAbsolutePath().normalize());
    }

    private Optional<String> said(Setting setting) {
        return Optional.of(text(setting)).filter(value -> !value.isEmpty());
    }

    private String text(Setting setting) {
        return values.getOrDefault(setting.key(), setting.fallback());
    }
}
