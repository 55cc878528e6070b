package dev.sessionhub.git.jgit.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ignore rules that hold in a directory: its own file first, then those above it. */
public final class IgnoreRules {

    private final @Nullable IgnoreRules above;
    private final List<Rule> rules;

    private IgnoreRules(@Nullable IgnoreRules above, List<Rule> rules) {
        this.above = above;
        this.rules = rules;
    }

    /** The rules of a repository, which hold everywhere and give way to all others. */
    public static IgnoreRules ofRepository(List<String> lines) {
        return new IgnoreRules(null, parse("", lines));
    }

    /**
     * The rules below a directory that may have a file of its own.
     *
     * @param directory empty, or ending with a slash
     * @param lines of its file
     */
    public IgnoreRules in(String directory, List<String> lines) {
        List<Rule> own = parse(directory, lines);
        return own.isEmpty() ? this : new IgnoreRules(this, own);
    }

    /** Whether a path in this directory is ignored, its parents not being so. */
    public boolean ignores(String path, boolean isDirectory) {
        for (IgnoreRules level = this; level != null; level = level.above) {
            Optional<Boolean> verdict = level.verdict(path, isDirectory);
            if (verdict.isPresent()) {
                return verdict.get();
            }
        }
        return false;
    }

    private Optional<Boolean> verdict(String path, boolean isDirectory) {
        for (int i = rules.size() - 1; i >= 0; i--) {
            if (rules.get(i).pattern.matches(path, isDirectory)) {
                return Optional.of(!rules.get(i).negated);
            }
        }
        return Optional.empty();
    }

    private static List<Rule> parse(String directory, List<String> lines) {
        List<Rule> rules = new ArrayList<>();
        for (String line : lines) {
            String text = trimmed(line);
            boolean negated = text.startsWith("!");
            String pattern = negated ? text.substring(1) : text;
            if (!pattern.isEmpty() && !text.startsWith("#") && !pattern.equals("/")) {
                rules.add(new Rule(PathPattern.of(directory, pattern), negated));
            }
        }
        return rules;
    }

    private static String trimmed(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == ' ' && !(end > 1 && line.charAt(end - 2) == '\\')) {
            end--;
        }
        return line.substring(0, end);
    }

    private record Rule(PathPattern pattern, boolean negated) {}
}
