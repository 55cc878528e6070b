package dev.sessionhub.launcher.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key of a provider instance, {@code hub.provider.NAME.KEY}.
 *
 * @param provider the instance's name
 * @param name the instance's own key
 */
record ProviderKey(String provider, String name) {

    private static final Pattern SHAPE =
            Pattern.compile("hub\\.provider\\.([a-z][a-z0-9-]{0,31})\\.([a-z][a-z0-9.-]*)");

    static Optional<ProviderKey> parse(String key) {
        Matcher matcher = SHAPE.matcher(key);
        return matcher.matches() ? Optional.of(new ProviderKey(matcher.group(1), matcher.group(2))) : Optional.empty();
    }
}
