package dev.sessionhub.core.plugin;

import dev.sessionhub.core.plugin.health.HealthCheck;
import dev.sessionhub.core.plugin.loading.Plugin;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.util.Optional;

/**
 * A configured instance: there, or absent for a reason.
 *
 * @param <T> the contract it keeps
 */
sealed interface Instance<T> {

    /** The guarded instance; refused with the reason if there is none. */
    T use();

    /** The plug-in it was made with, or could not be made with. */
    Optional<Plugin> plugin();

    /**
     * An instance that was made.
     *
     * @param made the plug-in it was made with
     * @param use the guarded instance
     * @param health what looks after it
     * @param closing closes the plug-in's own instance
     */
    record Present<T>(Plugin made, T use, HealthCheck health, Runnable closing) implements Instance<T> {

        @Override
        public Optional<Plugin> plugin() {
            return Optional.of(made);
        }
    }

    /**
     * An instance that could not be made.
     *
     * @param name the instance's name
     * @param plugin the plug-in that failed to make it; empty if there is none
     * @param reason why, and what to do
     */
    record Absent<T>(String name, Optional<Plugin> plugin, String reason) implements Instance<T> {

        @Override
        public T use() {
            throw new ProviderException(Code.UNAVAILABLE, "\"" + name + "\" cannot be used: " + reason);
        }
    }
}
