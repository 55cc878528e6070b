package dev.sessionhub.core.config;

import dev.sessionhub.spi.Secret;
import java.time.Duration;
import java.util.Optional;

/**
 * How users prove who they are.
 *
 * @param secret the key of token hashes
 * @param tokenLifetime how long a token is good
 * @param adminPassword the first admin's password; empty to have one made up
 */
public record AuthSettings(Secret secret, Duration tokenLifetime, Optional<Secret> adminPassword) {}
