package dev.sessionhub.launcher.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Puts the layers on top of each other and collects every problem. */
public final class ConfigurationReader {

    private static final Set<String> NAMED_AS_THEIR_TYPE = Set.of("local", "docker", "proxmox");

    /** The Git back ends there are. */
    @FunctionalInterface
    public interface Backends {

        /**
         * What is wrong with a type as the hub's Git back end.
         *
         * @param plugins the folder of plug-ins, if it is not the usual one
         * @param type the type
         */
        Optional<String> problem(Optional<Path> plugins, String type);
    }

    private final Path home;
    private final Map<String, String> environment;
    private final Map<Setting, String> options;
    private final BooleanSupplier engine;
    private final Backends backends;
    private final List<String> problems = new ArrayList<>();

    /**
     * A reader.
     *
     * @param home the folder of the command
     * @param environment the environment's variables
     * @param options what the command line says; stronger than everything else
     * @param engine whether a Docker Engine of this machine answers
     * @param backends tells whether there is a Git back end
     */
    public ConfigurationReader(
            Path home,
            Map<String, String> environment,
            Map<Setting, String> options,
            BooleanSupplier engine,
            Backends backends) {
        this.home = home;
        this.environment = Map.copyOf(environment);
        this.options = Map.copyOf(options);
        this.engine = engine;
        this.backends = backends;
    }

    /** Reads all of it, or throws with all problems. */
    public HubConfiguration read() {
        Map<String, Entry> entries = layered();
        checkSettings(entries);
        checkBackend(entries);
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

    /** What is there unasked is not looked for. */
    private void checkBackend(Map<String, Entry> entries) {
        Setting setting = Setting.GIT_BACKEND;
        Optional<Entry> plugins =
                Optional.ofNullable(entries.get(Setting.PLUGINS.key())).map(entry -> absolute(Setting.PLUGINS, entry));
        if (plugins.flatMap(Setting.PLUGINS::problem).isPresent()) {
            return;
        }
        Optional.ofNullable(entries.get(setting.key()))
                .filter(said -> setting.problem(said).isEmpty() && !said.value().equals(setting.fallback()))
                .ifPresent(said -> backends.problem(plugins.map(entry -> Path.of(entry.value())), said.value())
                        .ifPresent(problem -> problems.add(setting.sentence(said.origin(), problem, said.value()))));
    }

    /** What is read is looked for where a relative path will lead, which is not the current folder. */
    private Entry absolute(Setting setting, Entry entry) {
        return (setting == Setting.REPOSITORY || setting == Setting.PLUGINS)
                        && entry.value().indexOf('\0') < 0
                ? new Entry(
                        entry.key(), entry.origin(), home.resolve(entry.value()).toString())
                : entry;
    }

    private void checkProviders(Map<String, String> values, boolean chosen) {
        TreeSet<String> names = new TreeSet<>();
        values.keySet().forEach(key -> ProviderKey.parse(key).ifPresent(parsed -> names.add(parsed.provider())));
        if (names.stream().noneMatch(name -> values.containsKey(type(name)))) {
            names.addAll(implied(values));
        }
        for (String name : names) {
            if (NAMED_AS_THEIR_TYPE.contains(name)) {
                values.putIfAbsent(type(name), name);
            } else if (!values.containsKey(type(name))) {
                problems.add(type(name) + " is missing: say what kind of provider \"" + name + "\" is");
            }
        }
        String preferred = values.getOrDefault(Setting.PROVIDER_DEFAULT.key(), "");
        if (!chosen && names.size() == 1) {
            values.put(Setting.PROVIDER_DEFAULT.key(), names.first());
        } else if (!names.contains(preferred)) {
            problems.add("hub.provider.default is \"" + preferred + "\", but the providers are " + names);
        }
    }

    /** What is there unasked: this machine, and its engine if that answers or holds sessions. */
    private Set<String> implied(Map<String, String> values) {
        boolean docker = isUsed(values) || engine.getAsBoolean();
        return docker ? Set.of("local", "docker") : Set.of("local");
    }

    private boolean isUsed(Map<String, String> values) {
        Path sessions = home.resolve(values.getOrDefault(Setting.DATA.key(), Setting.DATA.fallback()))
                .resolve("providers/docker/environments");
        try (Stream<Path> held = Files.list(sessions)) {
            return held.findAny().isPresent();
        } catch (IOException _) {
            return false;
        }
    }

    private static String type(String provider) {
        return "hub.provider." + provider + ".type";
    }
}
