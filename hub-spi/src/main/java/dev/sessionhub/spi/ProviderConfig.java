package dev.sessionhub.spi;

import dev.sessionhub.spi.ProviderException.Code;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a plug-in instance is configured with.
 *
 * <p>A factory checks its settings with {@link #requireOnly} and the typed accessors; every failure names the whole key
 * as the administrator wrote it.
 *
 * @param name the instance's name, unique in the hub; {@code hub.provider.NAME.*} in the configuration
 * @param hubId identity of this hub, to be put as a label on everything the instance makes
 * @param stateDirectory an absolute path the instance may keep files under; exists, belongs to the hub's user, is kept
 *     over restarts and upgrades
 * @param settings the instance's own keys without the prefix {@code hub.provider.NAME.}
 * @since 1.0
 */
public record ProviderConfig(String name, String hubId, Path stateDirectory, Map<String, String> settings) {

    /** Checks and copies. */
    public ProviderConfig {
        if (!name.matches("[a-z][a-z0-9-]{0,31}")) {
            throw new IllegalArgumentException("provider name must match [a-z][a-z0-9-]{0,31}: \"" + name + "\"");
        }
        if (!hubId.matches("[A-Za-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("hub id must match [A-Za-z0-9-]{1,64}: \"" + hubId + "\"");
        }
        if (!stateDirectory.isAbsolute()) {
            throw new IllegalArgumentException("state directory must be absolute: \"" + stateDirectory + "\"");
        }
        settings = Map.copyOf(settings);
    }

    /**
     * A setting that may be absent.
     *
     * @param key the key without the instance's prefix
     * @return its value; empty if absent or blank
     */
    public Optional<String> setting(String key) {
        return Optional.ofNullable(settings.get(Objects.requireNonNull(key, "key")))
                .filter(value -> !value.isBlank());
    }

    /**
     * A setting that must be there.
     *
     * @param key the key without the instance's prefix
     * @return its value
     * @throws ProviderException {@code INVALID_REQUEST} if it is absent or blank
     */
    public String required(String key) {
        return setting(key).orElseThrow(() -> invalid(key, "is required"));
    }

    /**
     * A whole number within limits.
     *
     * @param key the key without the instance's prefix
     * @param fallback the value if the key is absent
     * @param least the smallest value allowed
     * @param most the largest value allowed
     * @return the number
     * @throws ProviderException {@code INVALID_REQUEST} if it is no number or out of limits
     */
    public int integer(String key, int fallback, int least, int most) {
        Optional<String> text = setting(key);
        if (text.isEmpty()) {
            return fallback;
        }
        int value;
        try {
            value = Integer.parseInt(text.get());
        } catch (NumberFormatException _) {
            throw invalid(key, "must be a whole number, not \"" + text.get() + "\"");
        }
        if (value < least || value > most) {
            throw invalid(key, "must be between " + least + " and " + most + ", not " + value);
        }
        return value;
    }

    /**
     * Refuses keys the plug-in does not know.
     *
     * @param known the keys it knows
     * @throws ProviderException {@code INVALID_REQUEST} naming every unknown key
     */
    public void requireOnly(Set<String> known) {
        Set<String> unknown = new TreeSet<>(settings.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new ProviderException(
                    Code.INVALID_REQUEST,
                    "unknown keys " + unknown + " under hub.provider." + name + "; known are " + new TreeSet<>(known));
        }
    }

    /**
     * The failure a factory throws about one of its keys.
     *
     * @param key the key without the instance's prefix
     * @param problem what is wrong with it, as the end of a sentence
     * @return the exception to throw
     */
    public ProviderException invalid(String key, String problem) {
        return new ProviderException(Code.INVALID_REQUEST, "hub.provider." + name + "." + key + " " + problem);
    }
}
