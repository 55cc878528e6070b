package dev.sessionhub.core.account;

import java.time.Instant;

/**
 * A valid token.
 *
 * @param token which one
 * @param user whose it is
 * @param expiresAt when it ends by itself
 */
public record Credential(TokenId token, User user, Instant expiresAt) {}
