package dev.sessionhub.core.plugin;

import dev.sessionhub.core.plugin.health.HealthCheck;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;

/**
 * A configured instance: there, or absent for a reason.
 *
 * @param <T> the contract it keeps
 */
sealed interface Instance<T> {

    /** The instance's name. */
    String name();

    /** The plug-in's type. */
    String type();

    /** The guarded instance; refused with the reason if there is none. */
    T use();

    /**
     * An instance that was made.
     *
     * @param name the instance's name
     * @param type the plug-in's type
     * @param use the guarded instance
     * @param health what looks after it
     * @param closing closes the plug-in's own instance
     */
    record Present<T>(String name, String type, T use, HealthCheck health, Runnable closing) implements Instance<T> {}

    /**
     * An instance that could not be made.
     *
     * @param name the instance's name
     * @param type the plug-in's type
     * @param reason why, and what to do
     */
    record Absent<T>(String name, String type, String reason) implements Instance<T> {

        @Override
        public T use() {
            throw new ProviderException(Code.UNAVAILABLE, "\"" + name + "\" cannot be used: " + reason);
        }
    }
}
