package dev.sessionhub.core.account;

import java.util.Optional;
import java.util.UUID;

/**
 * What a ticket lets its bearer do.
 *
 * @param credential who asked for it, with which token
 * @param session the session to attach to
 * @param write whether the bearer may type
 * @param window the window to show; empty for the agent's
 * @param cookie the cookie of the browser that asked for it, where one did: nobody else can use it
 */
public record Grant(
        Credential credential, UUID session, boolean write, Optional<String> window, Optional<TokenId> cookie) {}
