package dev.sessionhub.git.jgit.rules;

import java.util.Map;
import java.util.Optional;

/**
 * What attributes files say of a path.
 *
 * @param values by name; {@link #SET} and {@link #UNSET} for those without a value
 */
public record FileAttributes(Map<String, String> values) {

    /** The value of a name that is simply there. */
    public static final String SET = "\0set";

    /** The value of a name with a minus. */
    public static final String UNSET = "\0unset";

    /** Copies. */
    public FileAttributes {
        values = Map.copyOf(values);
    }

    public boolean isSet(String name) {
        return SET.equals(values.get(name));
    }

    public boolean isUnset(String name) {
        return UNSET.equals(values.get(name));
    }

    public boolean has(String name, String value) {
        return value.equals(values.get(name));
    }

    /** The value after the equals sign. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.startsWith("\0"));
    }
}
