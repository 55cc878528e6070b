package dev.sessionhub.core.plugin;

import java.util.Map;

/**
 * One configured instance of a plug-in.
 *
 * @param name the instance's name, {@code hub.provider.NAME}
 * @param type the plug-in's type, {@code hub.provider.NAME.type}
 * @param settings the instance's own keys, without their prefix and without {@code type}
 */
public record ProviderSettings(String name, String type, Map<String, String> settings) {

    /** Checks and copies. */
    public ProviderSettings {
        check("provider name", name);
        check("type of provider " + name, type);
        settings = Map.copyOf(settings);
    }

    private static void check(String what, String value) {
        if (!value.matches("[a-z][a-z0-9-]{0,31}")) {
            throw new IllegalArgumentException(what + " must match [a-z][a-z0-9-]{0,31}: \"" + value + "\"");
        }
    }
}
