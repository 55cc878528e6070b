package dev.sessionhub.git.jgit.rules;

import dev.sessionhub.git.jgit.index.RawPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.eclipse.jgit.util.QuotedString;

/** The attributes files of a work tree, read when first asked for. */
public final class AttributeRules {

    private static final int LONGEST_LINE = 2048;
    private static final String UNSPECIFIED = "\0unspecified";
    private static final Map<String, Map<String, String>> BUILT_IN = Map.of(
            "binary",
            Map.of("diff", FileAttributes.UNSET, "merge", FileAttributes.UNSET, "text", FileAttributes.UNSET));

    private final Function<String, List<String>> files;
    private final List<Rule> repository;
    private final Map<String, List<Rule>> directories = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> macros = new ConcurrentHashMap<>(BUILT_IN);

    /**
     * Rules of a tree of files.
     *
     * @param repository lines of the repository's own file, which outranks all others
     * @param files the lines of the attributes file in a directory, which is empty or ends with a slash
     */
    public AttributeRules(List<String> repository, Function<String, List<String>> files) {
        this.files = files;
        this.directories.put("", parse("", files.apply(""), true));
        this.repository = parse("", repository, true);
    }

    /** What holds for a file. */
    public FileAttributes of(String path) {
        Map<String, String> found = new HashMap<>();
        for (int slash = 0; slash >= 0; slash = path.indexOf('/', slash) + 1) {
            String directory = path.substring(0, slash);
            apply(directories.computeIfAbsent(directory, this::load), path, found);
            if (path.indexOf('/', slash) < 0) {
                break;
            }
        }
        apply(repository, path, found);
        found.values().removeIf(UNSPECIFIED::equals);
        return new FileAttributes(found);
    }

    private List<Rule> load(String directory) {
        return parse(directory, files.apply(directory), false);
    }

    private void apply(List<Rule> rules, String path, Map<String, String> found) {
        for (Rule rule : rules) {
            if (rule.pattern.matches(path, false)) {
                rule.values.forEach((name, value) -> set(found, name, value));
            }
        }
    }

    private void set(Map<String, String> found, String name, String value) {
        found.put(name, value);
        if (value.equals(FileAttributes.SET)) {
            macros.getOrDefault(name, Map.of()).forEach(found::put);
        }
    }

    private List<Rule> parse(String directory, List<String> lines, boolean mayDefine) {
        List<Rule> rules = new ArrayList<>();
        for (String line : lines) {
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#") || line.length() > LONGEST_LINE) {
                continue;
            }
            int end = patternEnd(text);
            String pattern = text.startsWith("\"") ? unquoted(text, end) : text.substring(0, end);
            Map<String, String> values = values(text.substring(end));
            if (pattern.startsWith("[attr]")) {
                if (mayDefine) {
                    macros.put(pattern.substring(6), values);
                }
            } else if (!pattern.startsWith("!") && !pattern.isEmpty()) {
                rules.add(new Rule(PathPattern.of(directory, pattern), values));
            }
        }
        return rules;
    }

    private static int patternEnd(String text) {
        if (text.startsWith("\"")) {
            for (int i = 1; i < text.length(); i++) {
                if (text.charAt(i) == '\\') {
                    i++;
                } else if (text.charAt(i) == '"') {
                    return i + 1;
                }
            }
        }
        int end = 0;
        while (end < text.length() && " \t\r\n".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static String unquoted(String text, int end) {
        byte[] quoted = RawPath.bytes(text.substring(0, end));
        return RawPath.ofText(QuotedString.GIT_PATH.dequote(quoted, 0, quoted.length));
    }

    private static Map<String, String> values(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : text.strip().split("[ \\t\\r\\n]+")) {
            int equals = word.indexOf('=');
            if (word.startsWith("-")) {
                values.put(word.substring(1), FileAttributes.UNSET);
            } else if (word.startsWith("!")) {
                values.put(word.substring(1), UNSPECIFIED);
            } else if (equals > 0) {
                values.put(word.substring(0, equals), word.substring(equals + 1));
            } else if (!word.isEmpty()) {
                values.put(word, FileAttributes.SET);
            }
        }
        return values;
    }

    private record Rule(PathPattern pattern, Map<String, String> values) {}
}
