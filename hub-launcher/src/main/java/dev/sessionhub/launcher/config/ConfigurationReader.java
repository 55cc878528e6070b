package dev.sessionhub.launcher.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts the layers on top of each other and collects every problem. */
public final class ConfigurationReader {

    private final Path home;
    private final Map<String, String> environment;
    private final Map<Setting, String> options;
    private final List<String> problems = new ArrayList<>();

    /**
     * A reader.
     *
     * @param home the folder of the command
     * @param environment the environment's variables
     * @param options what the command line says; stronger than everything else
     */
    public ConfigurationReader(Path home, Map<String, String> environment, Map<Setting, String> options) {
        this.home = home;
        this.environment = Map.copyOf(environment);
        this.options = Map.copyOf(options);
    }

    /** Reads all of it, or throws with all problems. */
    public HubConfiguration read() {
        Map<String, Entry> entries = layered();
        checkSettings(entries);
        Map<String, String> values = new TreeMap<>();
        for (Setting setting : Setting.values()) {
            values.put(setting.key(), setting.fallback());
        }
        entries.values().forEach(entry -> values.put(entry.key(), entry.value()));
        checkProviders(values, entries.containsKey(Setting.PROVIDER_DEFAULT.key()));
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new HubConfiguration(home, values);
    }

    private Map<String, Entry> layered() {
        ConfigurationFiles files = new ConfigurationFiles(home, problems);
        Map<String, Entry> entries = new LinkedHashMap<>();
        files.properties().forEach(entry -> entries.put(entry.key(), entry));
        files.dotEnv().forEach(entry -> entries.put(entry.key(), entry));
        files.environment(environment).forEach(entry -> entries.put(entry.key(), entry));
        options.forEach((setting, value) ->
                entries.put(setting.key(), new Entry(setting.key(), "the option for " + setting.key(), value)));
        return entries;
    }

    private void checkSettings(Map<String, Entry> entries) {
        for (Setting setting : Setting.values()) {
            Optional.ofNullable(entries.get(setting.key()))
                    .map(entry -> absolute(setting, entry))
                    .flatMap(setting::problem)
                    .ifPresent(problems::add);
        }
    }

    /** A repository is looked for where a relative path will lead, which is not the current folder. */
    private Entry absolute(Setting setting, Entry entry) {
        return setting == Setting.REPOSITORY
                ? new Entry(
                        entry.key(), entry.origin(), home.resolve(entry.value()).toString())
                : entry;
    }

    private void checkProviders(Map<String, String> values, boolean chosen) {
        TreeSet<String> names = new TreeSet<>();
        values.keySet().forEach(key -> ProviderKey.parse(key).ifPresent(parsed -> names.add(parsed.provider())));
        if (names.isEmpty()) {
            names.add("local");
            values.put("hub.provider.local.type", "local");
        }
        for (String name : names) {
            if (!values.containsKey("hub.provider." + name + ".type")) {
                problems.add(
                        "hub.provider." + name + ".type is missing: say what kind of provider \"" + name + "\" is");
            }
        }
        String preferred = values.getOrDefault(Setting.PROVIDER_DEFAULT.key(), "");
        if (!chosen && names.size() == 1) {
            values.put(Setting.PROVIDER_DEFAULT.key(), names.first());
        } else if (!names.contains(preferred)) {
            problems.add("hub.provider.default is \"" + preferred + "\", but the providers are " + names);
        }
    }
}
