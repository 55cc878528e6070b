package dev.sessionhub.launcher.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The layers below the command line: environment, {@code .env}, {@code config/hub.properties}. */
final class ConfigurationFiles {

    private static final Pattern LINE = Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)");
    private static final Pattern PROVIDER = Pattern.compile("HUB_PROVIDER_([A-Z0-9]+)_([A-Z0-9_]+)");

    private final Path home;
    private final List<String> problems;

    ConfigurationFiles(Path home, List<String> problems) {
        this.home = home;
        this.problems = problems;
    }

    /** Other variables of the environment are none of our business, whatever they are called. */
    List<Entry> environment(Map<String, String> environment) {
        List<Entry> entries = new ArrayList<>();
        new TreeMap<>(environment)
                .forEach((name, value) -> key(name)
                        .filter(_ -> !value.isBlank())
                        .ifPresent(key -> entries.add(new Entry(key, name, value))));
        return entries;
    }

    List<Entry> dotEnv() {
        Path file = home.resolve(".env");
        List<Entry> entries = new ArrayList<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                parse(line, "line " + (i + 1) + " of " + file).ifPresent(entries::add);
            }
        }
        return entries;
    }

    private Optional<Entry> parse(String line, String place) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            problems.add(place + " is not NAME=value");
            return Optional.empty();
        }
        String name = matcher.group(1);
        String value = unquoted(matcher.group(2));
        Optional<String> key = key(name);
        if (key.isEmpty() && name.startsWith("HUB_")) {
            problems.add(place + ": unknown variable " + name);
        }
        return key.filter(_ -> !value.isBlank()).map(known -> new Entry(known, name + " (" + place + ")", value));
    }

    private static String unquoted(String text) {
        String value = text.strip();
        for (String quote : List.of("\"", "'")) {
            if (value.length() >= 2 && value.startsWith(quote) && value.endsWith(quote)) {
                return value.substring(1, value.length() - 1);
            }
        }
        return value.replaceFirst("\\s+#.*$", "");
    }

    List<Entry> properties() {
        Path file = home.resolve("config").resolve("hub.properties");
        if (!Files.exists(file)) {
            return List.of();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            problems.add("cannot read " + file + ": " + e.getMessage());
        }
        List<Entry> entries = new ArrayList<>();
        for (String key : properties.stringPropertyNames()) {
            String value = properties.getProperty(key).strip();
            if (!isKnown(key)) {
                problems.add(file + ": unknown key " + key);
            } else if (!value.isEmpty()) {
                entries.add(new Entry(key, key + " (" + file + ")", value));
            }
        }
        return entries;
    }

    private List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            problems.add("cannot read " + file + ": " + e.getMessage());
            return List.of();
        }
    }

    private static boolean isKnown(String key) {
        return Setting.ofKey(key).isPresent()
                || ProviderKey.parse(key).isPresent()
                || AgentVariable.parse(key)
                        .map(AgentVariable::key)
                        .filter(key::equals)
                        .isPresent();
    }

    private static Optional<String> key(String variable) {
        return Setting.ofVariable(variable)
                .map(Setting::key)
                .or(() -> AgentVariable.parse(variable).map(AgentVariable::key))
                .or(() -> providerKey(variable));
    }

    private static Optional<String> providerKey(String variable) {
        Matcher matcher = PROVIDER.matcher(variable);
        return matcher.matches()
                ? Optional.of("hub.provider." + lower(matcher.group(1)) + "." + lower(matcher.group(2)))
                : Optional.empty();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
