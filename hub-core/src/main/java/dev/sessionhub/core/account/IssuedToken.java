package dev.sessionhub.core.account;

import dev.sessionhub.spi.Secret;
import java.time.Instant;

/**
 * A token as it is handed out, once.
 *
 * @param token the token itself
 * @param expiresAt when it ends by itself
 * @param user whose it is
 */
public record IssuedToken(Secret token, Instant expiresAt, User user) {}
