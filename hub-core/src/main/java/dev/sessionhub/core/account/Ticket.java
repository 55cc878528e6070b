package dev.sessionhub.core.account;

import dev.sessionhub.spi.Secret;
import java.time.Instant;

/**
 * A ticket as it is handed out.
 *
 * @param value the ticket itself
 * @param expiresAt until when it can be used
 */
public record Ticket(Secret value, Instant expiresAt) {}
