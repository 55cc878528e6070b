package dev.sessionhub.spi.registry;

import java.util.Objects;

/**
 * A web application that cannot be used as a plug-in.
 *
 * @param name the plug-in's name
 * @param reason what is wrong with it and what to do
 * @since 1.0
 */
public record Refusal(String name, String reason) {

    /** Checks that both parts are there. */
    public Refusal {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(reason, "reason");
    }
}
